"""Cuts a full trajectory of the original model down to what the capital allocation reads and writes.

    python3 trim_trajectory.py f1_trajectory_default.json cam_endogenous.json
    python3 trim_trajectory.py f3_trajectory_exogenous.json cam_exogenous.json

Numbers are copied as they stand; nothing is computed. Deposits are in the order of the original's list: users' liquidity
pool, money market, savings, idle. Arrays of `inputs` and `recorded` have an entry per timestep from 0, the initial state;
arrays of `cam` have one per timestep from 1.
"""
import json
import sys

full = json.load(open(sys.argv[1]))
state, deposits, cam = full["state"], full["deposits"], full["cam"]
order = cam["deposit_order"]


def column(name, field):
    return deposits[name][field]


trimmed = {
    "origin": f"Cut from {sys.argv[1]} by trim_trajectory.py",
    "producer": full["producer"],
    "title": full["title"],
    "deposits": order,
    "timesteps": full["timesteps"],
    "inputs": {
        "fei_price": state["fei_price"],
        "volatile_asset_price": state["volatile_asset_price"],
        "volatile_asset_risk_metric": state["volatile_asset_risk_metric"],
        "pool_fei_protocol": column("fei_liquidity_pool_pcv_deposit", "balance"),
        "pool_volatile_protocol": column("volatile_liquidity_pool_pcv_deposit", "balance"),
        "yield_rates": [column(name, "yield_rate") for name in order],
        "utilization_process": full["inputs"]["utilization"],
    },
    "recorded": {
        "balances": [column(name, "balance") for name in order],
        "pool_volatile_user": column("volatile_liquidity_pool_user_deposit", "balance"),
        "pool_invariant": state["liquidity_pool_invariant"],
        "pool_tokens": state["liquidity_pool_liquidity_tokens"],
        "minted_redeemed": state["fei_minted_redeemed"],
        "trading_fees": state["liquidity_pool_trading_fees"],
        "impermanent_loss": state["liquidity_pool_impermanent_loss"],
        "utilization": state["fei_money_market_utilization"],
        "borrow_rate": state["fei_money_market_borrow_rate"],
    },
    "cam": {name: cam[name] for name in ("target_weights", "rebalance_matrix_upper", "remainder", "transfers_not_met")},
}
if "dirichlet_draws_by_timestep" in full:
    trimmed["inputs"]["dirichlet_draws"] = full["dirichlet_draws_by_timestep"]

with open(sys.argv[2], "w") as file:
    json.dump(trimmed, file, separators=(",", ":"))
    file.write("\n")
