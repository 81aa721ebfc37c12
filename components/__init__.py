"""Streamlit components of our own: what Streamlit's widgets can't show."""
