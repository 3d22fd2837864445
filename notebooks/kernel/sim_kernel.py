"""The Jupyter kernel "Sim (C#)": speaks Jupyter's protocol with front ends, and lines of JSON with the .NET host that runs the cells."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time

from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel

SEPARATOR = b"\x1e"  # RFC 7464: what comes before it on a line, a native library has printed
BACKLOG = 200  # messages that may wait here; then the host waits, and so does a cell that prints without end
LAST_WORDS = 12  # lines of what a dying host wrote that are shown
GRACE = 2.0  # seconds that a host has to leave by itself


class Host:
    """The .NET process, in a session of its own, so that a signal for the kernel reaches the kernel alone."""

    def __init__(self):
        self.events = queue.SimpleQueue()
        self.complaints = []
        self.process = subprocess.Popen(
            ["dotnet", os.environ["SIM_KERNEL_HOST"]],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        self.readers = [threading.Thread(target=read, daemon=True) for read in (self._read_messages, self._read_complaints)]
        for reader in self.readers:
            reader.start()

    def send(self, **request):
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except (OSError, ValueError):
            pass  # it has died, which the reader finds out

    def end(self):
        """Closes its input, upon which it leaves; a cell that holds it up is not waited for."""
        try:
            self.process.stdin.close()
            self.process.wait(GRACE)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()

    def obituary(self):
        """How it ended, with the last that it said."""
        try:
            code = self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.readers[1].join(GRACE)
        said = [line for line in self.complaints if line.strip()]
        if any(line.startswith("Stack overflow") for line in said):
            cause = "a method called itself without end (stack overflow)"
        elif code < 0:
            cause = f"signal {signal.Signals(-code).name}"
        else:
            cause = f"exit code {code}"
        return f"The C# process has ended: {cause}. All variables are gone; run the cells again from the top.", said[:LAST_WORDS]

    def _read_messages(self):
        for line in self.process.stdout:
            printed, separator, message = line.rpartition(SEPARATOR)
            if not separator:
                printed, message = message, b""
            if printed:
                self.events.put({"type": "stream", "name": "stdout", "text": printed.decode(errors="replace")})
            if message:
                self.events.put(json.loads(message))
            while self.events.qsize() > BACKLOG:
                time.sleep(0.01)
        self.events.put({"type": "died"})

    def _read_complaints(self):
        for line in self.process.stderr:
            self.complaints.append(line.decode(errors="replace").rstrip("\n"))


class HostDied(Exception):
    """The host has ended while an answer was waited for."""


class SimKernel(Kernel):
    implementation = "sim"
    implementation_version = "0.1"
    banner = "Sim: simulations in C#"
    language_info = {
        "name": "csharp", "version": "14", "mimetype": "text/x-csharp", "file_extension": ".cs",
        "pygments_lexer": "csharp", "codemirror_mode": "text/x-csharp"}

    def __init__(self, **arguments):
        super().__init__(**arguments)
        self._host = Host()
        self._requests = 0
        self._is_interrupted = False
        self._has_lost_state = False
        self._is_ending = False

    # A signal during a cell is passed on; at any other time there is nothing to interrupt.
    def pre_handler_hook(self):
        self._is_interrupted = False
        self._handler = signal.signal(signal.SIGINT, self._on_interrupt)

    def post_handler_hook(self):
        signal.signal(signal.SIGINT, self._handler)

    def _on_interrupt(self, *_):
        self._is_interrupted = True
        self._host.events.put({"type": "wake"})  # a SimpleQueue may be put to from a signal handler

    def _ask(self, kind, show=None, **request):
        """Sends a request and gives its answer; what comes before that is shown."""
        self._requests += 1
        number = self._requests
        self._host.send(type=kind, id=number, **request)
        while True:
            event = self._host.events.get()
            if self._is_interrupted:
                self._is_interrupted = False
                self._host.send(type="interrupt")
            if event["type"] == "died":
                raise HostDied
            if event["type"] in ("done", "reply") and event["id"] == number:
                return event
            if show:
                show(event)

    def _show(self, event):
        if event["type"] == "stream":
            self.send_response(self.iopub_socket, "stream", {"name": event["name"], "text": event["text"]})
        elif event["type"] == "display":
            self.send_response(self.iopub_socket, "display_data", {"data": event["data"], "metadata": {}})
        elif event["type"] == "result":
            content = {"data": event["data"], "metadata": {}, "execution_count": self.execution_count}
            self.send_response(self.iopub_socket, "execute_result", content)

    def _renew(self):
        """A host in the place of one that has died."""
        self._host = Host()
        self._has_lost_state = True

    def do_execute(self, code, silent, store_history=True, user_expressions=None, allow_stdin=False, **_):
        show = (lambda event: None) if silent else self._show
        if self._has_lost_state:
            self._has_lost_state = False
            show({"type": "stream", "name": "stderr", "text": "This is a new C# process: variables and types of earlier cells are gone.\n"})
        try:
            error = self._ask("execute", show, code=code, cell=self.execution_count).get("error")
        except HostDied:
            message, said = self._host.obituary()
            error = {"name": "HostDied", "message": message, "traceback": [message, *said]}
            if not self._is_ending:
                self._renew()
        if not error:
            return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}
        content = {"ename": error["name"], "evalue": error["message"], "traceback": error["traceback"]}
        if not silent:
            self.send_response(self.iopub_socket, "error", content)
        return {"status": "error", "execution_count": self.execution_count, **content}

    def _reply(self, kind, **request):
        try:
            return self._ask(kind, **request)
        except HostDied:
            self._host.events.put({"type": "died"})  # the next cell says so
            return {}

    def do_complete(self, code, cursor_pos):
        reply = self._reply("complete", code=code, position=_units(code, cursor_pos))
        start = _points(code, reply["start"]) if reply else cursor_pos
        return {"status": "ok", "matches": reply.get("matches", []), "cursor_start": start, "cursor_end": cursor_pos, "metadata": {}}

    def do_inspect(self, code, cursor_pos, detail_level=0, omit_sections=()):
        text = self._reply("inspect", code=code, position=_units(code, cursor_pos)).get("text")
        return {"status": "ok", "found": bool(text), "data": {"text/plain": text} if text else {}, "metadata": {}}

    def do_is_complete(self, code):
        reply = self._reply("is_complete", code=code)
        status = reply.get("status", "unknown")
        return {"status": status, "indent": reply["indent"]} if status == "incomplete" else {"status": status}

    def do_shutdown(self, restart):
        self._is_ending = True  # this is another thread, and a cell may be running
        self._host.end()
        return {"status": "ok", "restart": restart}


# Jupyter counts a cursor's place in code points, .NET in units of UTF-16.
def _units(code, position):
    return len(code[:position].encode("utf-16-le")) // 2


def _points(code, position):
    return len(code.encode("utf-16-le")[:2 * position].decode("utf-16-le", errors="ignore"))


if __name__ == "__main__":
    if not os.path.exists(os.environ.get("SIM_KERNEL_HOST", "")):
        sys.exit(f"The C# host is not at '{os.environ.get('SIM_KERNEL_HOST', '')}' (SIM_KERNEL_HOST): run notebooks/setup again.")
    IPKernelApp.launch_instance(kernel_class=SimKernel)
