/** Whether the request carries the token; takes the same time for every wrong one of its length. */
function authorised(request: Request, token: string): boolean {
  const given = request.headers.get("authorization") ?? "";
  const wanted = `Bearer ${token}`;
  if (given.length !== wanted.length) return false;
  let difference = 0;
  for (let i = 0; i < wanted.length; i++) difference |= given.charCodeAt(i) ^ wanted.charCodeAt(i);
  return difference === 0;
}

export function answerStatus(request: Request, token: string, status: unknown): Response {
  const headers = { "cache-control": "no-store", "content-type": "application/json" };
  if (request.method !== "GET") {
    return new Response('{"error":"only GET"}\n', {
      status: 405,
      headers: { ...headers, allow: "GET" },
    });
  }
  if (!authorised(request, token)) {
    const asks = { ...headers, "www-authenticate": 'Bearer realm="afterglow"' };
    return new Response('{"error":"a bearer token is needed"}\n', { status: 401, headers: asks });
  }
  return new Response(`${JSON.stringify(status, null, 2)}\n`, { headers });
}
