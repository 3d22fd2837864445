"""Writes the stable price and the utilization that the original feeds its run 1 with.

    python3 sanity_processes.py sanity_processes.json

The original spawns one generator per path from master seed 1, in the order 100 volatile prices, 100 stable prices, 100 utilizations, and scales
N + 1 normal draws by sqrt(N / (N + 1)). Where a price is flat, the original takes the rounding noise of numpy's polyfit for a trend, so the slopes that
polyfit gives for the constant and the step price are written too. Nothing of the original's code is needed: only numpy's seeding, draws and polyfit.
"""
import json
import sys

import numpy

TIMESTEPS = 365
children = numpy.random.SeedSequence(1).spawn(300)


def noise(path, mean, deviation):
    draws = numpy.random.default_rng(children[path]).normal(size=TIMESTEPS + 1)
    return list(mean + deviation * numpy.sqrt(TIMESTEPS / (TIMESTEPS + 1)) * draws)


def slopes(price):
    """By timestep; the window of 30 leaves out the current price and the latest completed one."""
    prices = [2000] + [price(day) for day in range(1, TIMESTEPS + 1)]
    fitted = [0.0, 0.0, 0.0]
    for timestep in range(3, TIMESTEPS + 1):
        window = prices[max(0, timestep - 30) : timestep - 1]
        fitted.append(float(numpy.polyfit(range(len(window)), numpy.array(window), 1)[0]))
    return fitted


json.dump(
    {
        "origin": f"Written by sanity_processes.py with numpy {numpy.__version__}",
        "stable_asset_price": noise(100, 1, 0.005),
        "utilization": noise(200, 0.7, 0.05),
        "constant_slopes": slopes(lambda day: 2000),
        "step_slopes": slopes(lambda day: 2000 if day < TIMESTEPS / 4 else 1000 if day < TIMESTEPS * 3 / 4 else 2000),
    },
    open(sys.argv[1], "w"),
)
