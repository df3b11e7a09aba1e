"""Bills by malmoi beside those of litellm and genai-prices."""
