"""The kinds of step, one module or package each; `registry` has them all."""
