"""Audio as signal: files in and out, rates, channels, waveforms, spans of speech."""
