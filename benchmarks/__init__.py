"""Speed and memory, one command: `python3 run_kiosk.py bench`. Never part of a test's
verdict: figures belong to one machine on one day, so every one stands beside a floor
measured in the same run."""
