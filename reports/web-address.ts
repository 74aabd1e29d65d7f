/**
 * An address that reports may link to, as the URL standard writes it; undefined where it is no http or https URL, so that no
 * link runs a script.
 */
export function webAddress(link: string | undefined): string | undefined {
  if (link === undefined || !URL.canParse(link)) return undefined;
  const { protocol, href } = new URL(link);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}
