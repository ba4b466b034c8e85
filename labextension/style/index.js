import '../transcript/transcript.css';
