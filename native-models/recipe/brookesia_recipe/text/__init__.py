"""Words to ids: the shared vocabulary layout and the byte-level BPE."""
