# Everything stands in make.py, which also works where there is no make: python3 make.py run
PYTHON ?= python3

.PHONY: run test check bench soak fuzz shots guide bundle lock
run test check bench soak fuzz shots guide bundle lock:
	@$(PYTHON) make.py $@ $(ARGS)
