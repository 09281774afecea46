"""How the model of providers/triage is made: `python -m seeds.training`. Not needed to run the product."""
