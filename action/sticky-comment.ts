import { apiFailure } from "./api-failure";
import { AnswerError } from "./bounded-fetch";
import { type CommentKey, commentBody, failedBody, hasMarker, markerOfJob, sameContent } from "./comment-body";
import type { GithubApi } from "./github-api";

/** A pull request's conversation; comments on it are those of an issue. */
export interface Conversation {
  readonly owner: string;
  readonly repo: string;
  readonly issue_number: number;
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly url: string;
}

/** Where our comment is, and what became of it. */
export interface Written {
  readonly url: string;
  readonly did: "added" | "updated" | "left as it is";
}

/**
 * Keeps one comment for a project and stack: adds it, or rewrites the one that is there where it says something else. Only
 * a comment that the token's own account wrote is ours, whatever others begin theirs with. Throws what the API throws.
 */
export async function writeComment(
  api: GithubApi,
  conversation: Conversation,
  markdown: string,
  key: CommentKey,
): Promise<Written> {
  const body = commentBody(markdown, key);
  const find = () => findOwn(api, conversation, (comment) => hasMarker(comment.body, key.marker));
  const found = await find();
  if (found) return replace(api, conversation, found, body);
  try {
    return await add(api, conversation, body);
  } catch (error) {
    // Whether it was added all the same is not known; looking is better than adding a second one.
    if (apiFailure(error)?.kind !== "unavailable") throw error;
    const added = await find();
    return added ? replace(api, conversation, added, body) : add(api, conversation, body);
  }
}

/** Says in the comment that this job wrote earlier, where there is one, that nothing could be judged now. */
export async function writeFailure(
  api: GithubApi,
  conversation: Conversation,
  job: string,
  said: string,
): Promise<Written | undefined> {
  const found = await findOwn(api, conversation, ({ body }) => markerOfJob(body, job) !== undefined);
  const marker = found && markerOfJob(found.body, job);
  if (!found || marker === undefined) return undefined;
  return replace(api, conversation, found, failedBody(marker, job, said));
}

async function findOwn(
  api: GithubApi,
  conversation: Conversation,
  isWanted: (comment: Comment) => boolean,
): Promise<Comment | undefined> {
  // The token of a workflow may not ask REST who it is (403); GraphQL answers for every kind of token.
  const { viewer } = await api.graphql<{ viewer?: { login?: unknown } }>("query { viewer { login } }");
  if (typeof viewer?.login !== "string") throw new AnswerError("GitHub does not say whose token this is");
  const pages = api.paginate.iterator("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...conversation,
    per_page: 100,
  });
  for await (const { data } of pages) {
    const comments: unknown = data;
    if (!Array.isArray(comments)) throw new AnswerError("GitHub's list of comments is none");
    for (const entry of comments) {
      const comment = ownComment(entry, viewer.login);
      if (comment && isWanted(comment)) return comment;
    }
  }
  return undefined;
}

interface Entry {
  readonly id?: unknown;
  readonly body?: unknown;
  readonly html_url?: unknown;
  readonly user?: { readonly login?: unknown } | null;
}

function ownComment(entry: Entry | null, login: string): Comment | undefined {
  if (entry?.user?.login !== login || typeof entry.id !== "number" || typeof entry.body !== "string") return undefined;
  return { id: entry.id, body: entry.body, url: addressOf(entry) };
}

function addressOf({ html_url }: Entry): string {
  return typeof html_url === "string" && /^https?:\/\/\S+$/.test(html_url) ? html_url : "";
}

async function replace(api: GithubApi, at: Conversation, found: Comment, body: string): Promise<Written> {
  if (sameContent(found.body, body)) return { url: found.url, did: "left as it is" };
  const { owner, repo } = at;
  try {
    const path = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
    const { data } = await api.request(path, { owner, repo, comment_id: found.id, body });
    return { url: addressOf(data) || found.url, did: "updated" };
  } catch (error) {
    // Somebody deleted it meanwhile.
    if (apiFailure(error)?.kind !== "not-found") throw error;
    return add(api, at, body);
  }
}

async function add(api: GithubApi, conversation: Conversation, body: string): Promise<Written> {
  const path = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  // Not repeated blindly: a request without an answer may have been heard.
  const { data } = await api.request(path, { ...conversation, body, request: { retries: 0 } });
  return { url: addressOf(data), did: "added" };
}
