"""The judge: says what a picture shows, having learned from the renderer's labels alone; and the scenes it is asked about."""
