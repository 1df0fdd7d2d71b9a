"""Drives a notebook in a page as a user does, and reads what the notebook then holds.

The same for the lab in the browser, JupyterLab and Notebook 7: all three put their application into
``window.jupyterapp`` when their settings say so.
"""

from playwright.sync_api import Page, expect

PATIENCE = 200_000  # milliseconds; the machine may be building something else
READY = """() => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  const kernel = panel?.context?.isReady && panel.sessionContext?.session?.kernel;
  return Boolean(kernel && panel.content.model.cells.length);
}"""
ALL_RUN = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const code = [...panel.content.model.cells].filter((cell) => cell.type === "code");
  const asked = code.filter((cell) => cell.sharedModel.getSource().trim());
  const stopped = asked.some((cell) =>
    cell.outputs.toJSON().some((output) => output.output_type === "error"));
  return stopped || (asked.length > 0 && asked.every((cell) =>
    cell.executionCount !== null && cell.executionState !== "running"));
}"""
EXECUTED = """(number) => {
  const cell = window.jupyterapp.shell.currentWidget.content.model.cells.get(number);
  return cell.executionState === "running" ? null : cell.executionCount;
}"""
SAME_KERNEL = """async (path) => {
  const { shell, commands } = window.jupyterapp;
  const kernel = shell.currentWidget.sessionContext.session.kernel;
  await kernel.requestExecute({ code: "%reset -f", silent: true }).done;
  await commands.execute("docmanager:open", { path, kernel: { id: kernel.id, name: kernel.name } });
}"""
NOTEBOOK = "() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON()"


def open_notebook(page: Page, address: str):
    """Open a notebook and wait until its kernel is there."""
    page.goto(address)
    page.wait_for_function(READY, timeout=PATIENCE)


def open_file(page: Page, name: str):
    """Open a notebook from JupyterLab's file browser, and wait until its kernel is there."""
    page.locator(".jp-DirListing-item", has_text=name).first.dblclick(timeout=PATIENCE)
    page.wait_for_function(f"() => window.jupyterapp.shell.currentWidget?.context?.path === {name!r}", timeout=PATIENCE)
    page.wait_for_function(READY, timeout=PATIENCE)


def open_in_same_kernel(page: Page, name: str):
    """Open a notebook with the kernel of the one on top, emptied: to start Python anew takes most of the time."""
    page.evaluate(SAME_KERNEL, name)
    page.wait_for_function(f"() => window.jupyterapp.shell.currentWidget?.context?.path === {name!r}", timeout=PATIENCE)
    page.wait_for_function(READY, timeout=PATIENCE)


def run_all(page: Page):
    """Choose Run → Run All Cells, and wait for the last cell or the first error."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(ALL_RUN, timeout=PATIENCE)


def run_cell(page: Page, number: int):
    """Click into a code cell, press Shift+Enter, and wait until it has run."""
    page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".cm-content").click(timeout=PATIENCE)
    before = page.evaluate(EXECUTED, number)
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(
        f"([number, before]) => ![null, before].includes(({EXECUTED})(number))", arg=[number, before], timeout=PATIENCE
    )


def notebook_of(page: Page) -> dict:
    """Return the notebook as the page holds it, with its outputs."""
    return page.evaluate(NOTEBOOK)


def errors_of(notebook: dict) -> list[str]:
    """Return what went wrong: one line for each error, none where every cell and every visible test passed."""
    return [
        f"{output['ename']}: {output['evalue']}"
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    ]


def show_cell(page: Page, number: int):
    """Scroll a cell into view: a notebook draws only what is near."""
    page.evaluate(
        "async (number) => { const content = window.jupyterapp.shell.currentWidget.content;"
        " content.activeCellIndex = number; await content.scrollToItem(number, 'center'); }",
        number,
    )


def see(page: Page, selector: str):
    """Wait until something is seen."""
    expect(page.locator(selector).first).to_be_visible(timeout=PATIENCE)
