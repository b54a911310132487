"""The page that staff use all day: Gradio is the shell, the pieces inside are rendered by pure functions."""
