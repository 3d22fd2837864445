"""Keeps the vault-formula and optimal-burn cases of h_helper_references.json; the GARCH cases are long and tested elsewhere.

Usage: python3 trim_vault_references.py h_helper_references.json > h_vault_references.json
"""
import json
import sys

with open(sys.argv[1]) as file:
    references = json.load(file)
json.dump({name: references[name] for name in ("note", "vault_formulas", "optimal_burn")}, sys.stdout, indent=1)
print()
