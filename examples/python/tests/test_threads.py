import os
import threading
import time

import pyarrow as pa
import pytest
from pages import TEXT, page

import bodycopy

LONG_TEXT = "\n\n".join(TEXT.replace("1998", str(year)) for year in range(3000))
LONG_PAGE = "".join(page(str(number)) for number in range(600))
CALLS = {
    "clean_html": lambda: bodycopy.clean_html(LONG_PAGE),
    "clean_text": lambda: bodycopy.clean_text(LONG_TEXT),
    "clean_batch": lambda: bodycopy.clean_batch(pa.RecordBatch.from_pydict({"html": [LONG_PAGE]})),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_python_goes_on_while_one_thread_cleans(call):
    """A thread that holds the interpreter's lock lets this loop run every 5 ms at
    best, and not at all inside one call."""
    start = time.monotonic()
    thread = threading.Thread(target=call)
    thread.start()
    ticks = 0
    while thread.is_alive():
        time.sleep(0.001)
        ticks += 1
    took = time.monotonic() - start
    assert took > 0.05, "too short to tell"
    assert ticks > took * 100


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core")
def test_two_threads_use_two_cores():
    """Processor time beyond the time that went by can only come from both."""

    def work():
        for _ in range(4):
            bodycopy.clean_html(LONG_PAGE)

    threads = [threading.Thread(target=work) for _ in range(2)]
    wall, processor = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    assert processor > 1.15 * wall


def test_threads_share_a_cleaner():
    cleaner = bodycopy.Cleaner()
    pages = [page(str(number)) for number in range(40)]
    expected = [cleaner.clean_html(html).text for html in pages]
    results = [None] * 4

    def work(index):
        results[index] = [cleaner.clean_html(html).text for html in pages]

    threads = [threading.Thread(target=work, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4
