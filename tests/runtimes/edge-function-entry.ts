/** What a platform makes of an edge function: the function behind a fetch event. */
import { type EdgeFunctionOptions, edgeFunction } from "../../edge/edge-function.ts";

interface FetchEvent extends Event {
  request: Request;
  respondWith(response: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}
declare const deployed: EdgeFunctionOptions;

const answer = edgeFunction(deployed);
addEventListener("fetch", (event) => {
  const { request, waitUntil } = event as FetchEvent;
  const context = { waitUntil: waitUntil.bind(event) };
  (event as FetchEvent).respondWith(answer(request, context));
});
