"""A Jupyter client that a test drives by lines of JSON: starts the kernel as a front end would, runs cells, and says all that came back."""

import json
import os
import signal
import subprocess
import sys
import time
from queue import Empty

from jupyter_client import KernelManager

TIMEOUT = 60


def execute(client, manager, code, interrupt_after=None, kill_host_after=None, allow_stdin=False):
    start = time.time()
    message = client.execute(code, allow_stdin=allow_stdin)
    outputs, replied, idle, reply, printed = [], False, False, None, None
    while not (replied and idle):
        elapsed = time.time() - start
        if elapsed > TIMEOUT:
            return {"status": "hang", "seconds": elapsed, "outputs": outputs}
        # Both count from the cell's first output: however long it took to compile, it runs then.
        if outputs and printed is None:
            printed = elapsed
        running = elapsed - printed if printed is not None else 0
        if interrupt_after is not None and running > interrupt_after:
            manager.interrupt_kernel()
            interrupt_after = None
        if kill_host_after is not None and running > kill_host_after:
            kill_host(manager)
            kill_host_after = None
        try:
            event = client.get_iopub_msg(timeout=0.01)
            if event["parent_header"].get("msg_id") == message:
                if event["msg_type"] == "status":
                    idle = event["content"]["execution_state"] == "idle"
                elif event["msg_type"] != "execute_input":
                    outputs.append({"output_type": event["msg_type"], **event["content"]})
        except Empty:
            pass
        if not replied:
            try:
                event = client.get_shell_msg(timeout=0.001)
                if event["parent_header"].get("msg_id") == message:
                    reply, replied = event["content"], True
            except Empty:
                pass
    return {**reply, "seconds": time.time() - start, "outputs": outputs}


def reply_of(client, message):
    while True:
        event = client.get_shell_msg(timeout=TIMEOUT)
        if event["parent_header"].get("msg_id") == message:
            return event["content"]


def kill_host(manager):
    kernel = manager.provisioner.process.pid if hasattr(manager, "provisioner") else manager.kernel.pid
    for host in subprocess.run(["ps", "-o", "pid=", "--ppid", str(kernel)], capture_output=True, text=True).stdout.split():
        os.kill(int(host), signal.SIGKILL)


def main():
    start = time.time()
    manager = KernelManager(kernel_name="sim-csharp")
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=TIMEOUT)
    print(json.dumps({"ready": time.time() - start}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        kind = request.pop("do")
        if kind == "execute":
            answer = execute(client, manager, **request)
        elif kind == "restart":
            manager.restart_kernel(now=False)
            client.wait_for_ready(timeout=TIMEOUT)
            answer = {}
        else:
            answer = reply_of(client, getattr(client, kind)(**request))
        print(json.dumps(answer), flush=True)
    client.stop_channels()
    manager.shutdown_kernel(now=False)


main()
