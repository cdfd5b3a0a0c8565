import { connectLab } from "./labClient.ts";
import type { LabApp } from "./ui/lab-app/lab-app.ts";
import "./ui/lab-app/lab-app.ts";
import "./ui/theme.css";

/** Puts the page and the machine behind it together. */
const app = document.querySelector<LabApp>("lab-app")!;
app.lab = connectLab();
app.connectBench = async () => (await import("./benchClient.ts")).connectBench();
app.connectTheory = async () => (await import("./theoryClient.ts")).connectTheory();
app.connectTraining = async () => (await import("./trainingClient.ts")).connectTraining();
