// Shows the specification of this server. Where the server demands a token, it is asked for once and kept as long as
// the tab is open, under the name that the page at /ui uses too.
const key = 'planqk-service.token';
const login = document.getElementById('login');
const input = document.getElementById('token');

const authorization = () => {
  const token = sessionStorage.getItem(key);
  return token === null ? {} : { Authorization: `Bearer ${token}` };
};

async function show() {
  const response = await fetch('../openapi.json', { headers: authorization() });
  login.hidden = response.ok;
  if (!response.ok) {
    input.focus();
    return;
  }
  window.SwaggerUIBundle({
    spec: await response.json(),
    dom_id: '#swagger-ui',
    validatorUrl: null,
    // Otherwise it waits for an answer of a validator on the network.
    requestInterceptor: (request) => {
      Object.assign(request.headers, authorization());
      return request;
    },
  });
}

login.addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(key, input.value);
  void show();
});
void show();
