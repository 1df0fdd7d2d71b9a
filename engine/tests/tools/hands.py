"""Three ways of handling a form: by keyboard alone, by mouse, by touch."""

# "here", "before" or "after": where a control, or one of a group of radio buttons, lies seen from the focus.
WHERE = """control => {
  const group = control.type === "radio" ? [...document.getElementsByName(control.name)] : [control];
  if (group.includes(document.activeElement)) return "here";
  const position = document.activeElement.compareDocumentPosition(group[0]);
  return position & Node.DOCUMENT_POSITION_PRECEDING ? "before" : "after";
}"""


class Mouse:
    """Clicks."""

    def __init__(self, page, quiz):
        self.page, self.quiz = page, quiz

    def press(self, target):
        """Press a button, tick a box or pick a radio button."""
        target.click()

    def select(self, target, label: str):
        """Choose an entry of a list."""
        target.select_option(label=label)

    def type(self, target, text: str):
        """Type into a field."""
        self.press(target)
        self.page.keyboard.type(text)

    def question(self, name: str):
        """Return one question, ready to be answered."""
        return self.quiz.locator(f"#q-{name}")


class Touch(Mouse):
    """Taps."""

    def press(self, target):
        """Tap."""
        target.tap()


class Keyboard(Mouse):
    """Goes about with Tab and answers with Space, Enter and arrows; the mouse never moves."""

    def question(self, name: str):
        """Stand at the head of the question, as after following a link to it."""
        question = super().question(name)
        question.evaluate("element => { element.tabIndex = -1; element.focus(); }")
        return question

    def reach(self, target):
        """Press Tab, or Shift+Tab where the target lies behind, until it has the focus."""
        for _ in range(60):
            where = target.evaluate(WHERE)
            if where == "here":
                return
            self.page.keyboard.press("Tab" if where == "after" else "Shift+Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def press(self, target):
        """Reach a control and press it; among radio buttons the arrows lead to the one that is meant."""
        self.reach(target)
        self.page.keyboard.press("Space")
        if target.get_attribute("type") == "radio":
            for _ in range(10):
                if target.is_checked():
                    return
                self.page.keyboard.press("ArrowDown")
            raise AssertionError(f"the arrows do not lead to {target}")

    def select(self, target, label: str):
        """Reach a list and type the first letters of the entry."""
        self.reach(target)
        self.page.keyboard.type(label)

    def type(self, target, text: str):
        """Reach a field and type."""
        self.reach(target)
        self.page.keyboard.type(text)


HANDS = {"keyboard": Keyboard, "mouse": Mouse, "touch": Touch}
