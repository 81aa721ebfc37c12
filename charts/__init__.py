"""Pure functions from tables to plotly figures, and from an analysis to marked, escaped HTML."""
