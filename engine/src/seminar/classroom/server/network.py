"""Where the server listens, and what others have to type to reach it."""

import socket
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

from seminar.errors import ClassError

# A class arrives within seconds.
BACKLOG = 2048
FILES = 8192
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - how a user says that other devices may come in


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    ClassError
        If the port is taken, or the host is not one of this machine's.
    """
    if not host:
        raise ClassError("--host is empty; leave it out for this machine only, or write 0.0.0.0 to let others in")
    if not 0 <= port <= 65535:
        raise ClassError(f"--port is {port}; name one from 1 to 65535, or 0 for any that is free")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        both = host == "::" and socket.has_dualstack_ipv6()
        listening = socket.create_server((host, port), family=family, backlog=BACKLOG, dualstack_ipv6=both)
    except OSError as error:
        why = error.strerror or str(error)
        raise ClassError(f"cannot listen at {host}, port {port} ({why}); name others with --host and --port") from None
    # What is accepted inherits this: an answer's body must not wait until its head is acknowledged.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def address(host: str, port: int) -> str:
    """Return the address that others open: that of this machine in its network where the host is any."""
    if host in EVERYWHERE:
        host = own_address()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def proxied_address(given: str) -> str:
    """Return the address of a proxy in front as it was given, without what follows the host.

    Raises
    ------
    ClassError
        If it is no address of a web server.
    """
    try:
        parts = urlsplit(given)
        fine = parts.scheme in ("http", "https") and parts.hostname and not parts.path.strip("/") and parts.port != 0
    except ValueError:
        fine = False
    if not fine or "@" in given:
        raise ClassError(f"--address is {given}; write what students open, such as https://class.example.org")
    return f"{parts.scheme}://{parts.netloc}"


def own_address() -> str:
    """Return this machine's address in the network that leads outside; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # kept for documentation (RFC 5737), so nobody's
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def is_ours(host: str, named: set[str]) -> bool:
    """Say whether a request's Host can be this machine: an address, its own name, or one that was named.

    A page elsewhere can let its own name point here (DNS rebinding), but not an address that is typed as numbers.
    """
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    name = name.strip("[]").lower()
    try:
        ip_address(name)
    except ValueError:
        own = socket.gethostname().lower()
        return name in {"localhost", own, f"{own.split('.')[0]}.local"} | named
    return True


def more_files() -> int:
    """Let this process hold as many files as the system allows, up to ``FILES``, and return how many that is."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        with suppress(OSError, ValueError):  # some systems allow less than they say
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return min(soft, FILES) if soft != resource.RLIM_INFINITY else FILES
