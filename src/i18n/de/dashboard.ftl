# Texts of the dashboard.
