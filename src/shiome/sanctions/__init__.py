"""The sanctions framework: positions of vessels in, behaviour watched, names screened, cases built and published."""
