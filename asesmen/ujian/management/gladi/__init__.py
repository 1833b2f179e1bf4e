"""The rehearsal behind `manage.py simulate`: made-up participants who come through the real door."""
