/** An input file that cannot be judged. The message is complete for the user and holds no value of the file. */
export class InputError extends Error {
  /**
   * @param source the file as the user named it
   * @param place where in the file, for example `line 3, column 7` or `steps[12].newState`; empty for the whole of it
   * @param problem what is wrong and, where there is one, the remedy
   */
  constructor(source: string, place: string, problem: string) {
    super(`${source}: ${place === "" ? "" : `${place}: `}${problem}`);
    this.name = "InputError";
  }
}
