"""A provider of OpenID Connect made of Authlib, which misbehaves as asked: python provider.py FOLDER

Prints its port into FOLDER/port. Clients, PKCE, redirect addresses, codes that work once and ID tokens are Authlib's.
There is nobody to ask for a password: who goes to /authorize is the person in FOLDER/orders, a JSON object:

    {"user": {"sub": …, "email": …, "email_verified": …}, "claims": {…}, "way": "…"}

`claims` replace those of the ID token. A way is none, unsigned, symmetric, stranger (a key nobody showed), rotated
(a new key, shown), crit, huge, slow, or away. FOLDER/asked has a line for each request: method and path.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from flask import Flask, jsonify, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

folder = sys.argv[1]
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
app = Flask(__name__)
codes, nonces = {}, set()


def new_key(name):
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"}, private=True)


shown, stranger = [new_key("first")], new_key("first")


def orders():
    with open(os.path.join(folder, "orders"), encoding="utf-8") as file:
        return json.load(file)


class Client:
    client_id, secret = "clientele", "the client's own secret, with : and % in it"

    def get_client_id(self):
        return self.client_id

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return scope

    def check_redirect_uri(self, address):
        return address == "https://clientele.example/sign-on"

    def check_client_secret(self, secret):
        return secret == self.secret

    def check_endpoint_auth_method(self, method, endpoint):
        return method == "client_secret_basic"

    def check_response_type(self, kind):
        return kind == "code"

    def check_grant_type(self, kind):
        return kind == "authorization_code"


class Code:
    def __init__(self, asked, user):
        data = asked.payload.data
        self.redirect_uri, self.scope, self.user = data["redirect_uri"], data["scope"], user
        self.nonce = data.get("nonce")
        self.code_challenge, self.code_challenge_method = data["code_challenge"], data["code_challenge_method"]

    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope

    def get_nonce(self):
        return self.nonce

    def get_auth_time(self):
        return int(time.time())

    def get_acr(self):
        return None

    def get_amr(self):
        return None


class CodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

    def save_authorization_code(self, code, asked):
        nonces.add(asked.payload.data["nonce"])
        codes[code] = Code(asked, asked.user)

    def query_authorization_code(self, code, client):
        return codes.get(code)

    def delete_authorization_code(self, code):
        for name in [name for name, kept in codes.items() if kept is code]:
            del codes[name]

    def authenticate_user(self, code):
        return code.user


class IDTokens(OpenIDCode):
    def exists_nonce(self, nonce, asked):
        return nonce in nonces

    def resolve_client_private_key(self, client):
        return shown[-1]

    def get_client_algorithm(self, client):
        return "RS256"

    def get_encode_header(self, client):
        return {"alg": "RS256", "kid": shown[-1].kid}

    def get_client_claims(self, client):
        return {"iss": request.host_url.rstrip("/"), "aud": [client.get_client_id()], "exp": int(time.time()) + 300}

    def generate_user_info(self, user, scope):
        return dict(user)

    def encode_id_token(self, token, asked):
        return forged(super().encode_id_token(token, asked))


def part(value):
    return base64.urlsafe_b64encode(value if isinstance(value, bytes) else json.dumps(value).encode()).decode().rstrip("=")


def forged(token):
    """The ID token as the orders want it."""
    way, key = orders().get("way"), shown[-1]
    claims = {**jwt.decode(token, key).claims, **orders().get("claims", {})}
    claims = {name: value for name, value in claims.items() if value is not None}
    head = {"alg": "RS256", "kid": key.kid}
    if way == "none":
        return f"{part({**head, 'alg': 'none'})}.{part(claims)}."
    if way == "unsigned":
        return token.rsplit(".", 1)[0] + "."
    if way == "symmetric":
        signed = f"{part({**head, 'alg': 'HS256'})}.{part(claims)}"
        return f"{signed}.{part(hmac.new(key.as_pem(private=False), signed.encode(), hashlib.sha256).digest())}"
    if way == "crit":
        return f"{part({**head, 'crit': ['b64'], 'b64': False})}.{token.split('.', 1)[1]}"
    return jwt.encode(head, claims, stranger if way == "stranger" else key)


server = AuthorizationServer(
    app, query_client=lambda name: Client() if name == Client.client_id else None, save_token=lambda token, asked: None
)
server.register_grant(CodeGrant, [CodeChallenge(required=True), IDTokens(require_nonce=True)])


@app.before_request
def note():
    with open(os.path.join(folder, "asked"), "a", encoding="utf-8") as file:
        file.write(f"{request.method} {request.path}\n")


@app.get("/.well-known/openid-configuration")
def configuration():
    way = orders().get("way")
    if way == "away":
        return "", 500
    if way == "slow":
        time.sleep(30)
    base = request.host_url.rstrip("/")
    said = {
        "issuer": orders().get("issuer", base), "authorization_endpoint": base + "/authorize",
        "token_endpoint": base + "/token", "jwks_uri": base + "/keys", "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"], "code_challenge_methods_supported": ["S256"],
    }
    return jsonify({**said, "more": "x" * 1_000_000} if way == "huge" else said)


@app.get("/keys")
def keys():
    return jsonify({"keys": [{"kty": "unheard of", "kid": "x"}] + [key.as_dict(private=False) for key in shown]})


@app.get("/authorize")
def authorize():
    if orders().get("way") == "rotated":
        shown[:] = [new_key("second")]
    grant = server.get_consent_grant(end_user=orders()["user"])
    return server.create_authorization_response(grant=grant, grant_user=orders()["user"])


@app.post("/token")
def token():
    return server.create_token_response()


listener = make_server("127.0.0.1", 0, app, threaded=True)
with open(os.path.join(folder, "port.new"), "w", encoding="utf-8") as file:
    file.write(str(listener.port))
os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
listener.serve_forever()
