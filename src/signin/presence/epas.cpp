// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/presence/epas.h"

#include <algorithm>
#include <cctype>

#include "config/xmlFields.h"
#include "core/XmlElement.h"

namespace sidetone::signin::epas {
namespace {

using core::ErrorCode;
using core::XmlElement;

constexpr const char* soap = "http://www.w3.org/2003/05/soap-envelope";
constexpr const char* epas = "urn:cisco:epas:soap";
constexpr const char* action = "urn:cisco:epas:soap/EpasSoapServiceInterface/";
/// The properties of the largest presence servers fit many times.
constexpr std::size_t largestAnswer = 1U << 20U;

XmlElement element(const char* name) {
    return XmlElement(name, epas);
}

net::HttpRequest request(std::string url, const char* operation, XmlElement body,
                         const core::Secret* session) {
    XmlElement envelope("Envelope", soap);
    if (session != nullptr) {
        XmlElement header("Header", soap);
        header.add(element("session-key").setText(session->reveal()));
        envelope.add(std::move(header));
    }
    XmlElement soapBody("Body", soap);
    soapBody.add(std::move(body));
    envelope.add(std::move(soapBody));
    net::HttpRequest made;
    made.method = "POST";
    made.url = std::move(url);
    made.headers = {{"Content-Type", "application/soap+xml; charset=utf-8"},
                    {"SOAPAction", std::string(action) + operation}};
    made.body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + envelope.toXml();
    made.largestAnswer = largestAnswer;
    return made;
}

/// The root; Unauthorised where the service says that it does not know the session.
core::Result<XmlElement> readAnswer(std::string_view document, const char* what) {
    if (document.find("Invalid request") != std::string_view::npos) {
        return core::fail(ErrorCode::Unauthorised, std::string("Reading ") + what,
                          "the presence server has ended the session", "Sign in again.");
    }
    return config::readDocument(document, what);
}

/// A name or a numeric address, and nothing that would change a URL that it is put into.
bool isHost(std::string_view text) {
    return !text.empty() && text.size() < 254 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '.' || c == '-' || c == ':';
           });
}

core::Error refusal(const XmlElement& root) {
    const char* const tried = "Signing in to the presence server";
    const auto* failure = config::findAnywhere(root, "failure");
    const auto code = failure == nullptr ? std::string_view() : failure->attribute("code");
    if (code == "403") {
        return core::fail(ErrorCode::Forbidden, tried,
                          "the account is not enabled for messages and presence (403)",
                          "Ask your administrator to enable it.");
    }
    if (code == "503") {
        return core::fail(ErrorCode::Unavailable, tried, "the presence server is not ready (503)",
                          "Try again in a few minutes; if it stays so, ask your administrator.");
    }
    return core::fail(ErrorCode::Unauthorised, tried, "the user name or the password is wrong",
                      "Check both and try again.");
}

}  // namespace

std::string serviceUrl(const net::Endpoint& server, Path path) {
    return "https://" + server.text() + "/EPASSoap/service/" +
           (path == Path::V80 ? "v80" : "latest");
}

net::HttpRequest loginRequest(std::string url, const std::string& user,
                              const core::Secret& password) {
    auto login = element("login");
    login.setAttribute("client-version", "14.1.0.0")
        .setAttribute("client-type", "CUPC")
        .setAttribute("force", "true");
    login.add(element("username").setText(user));
    login.add(element("password").setText(password.reveal()));
    return request(std::move(url), "login", std::move(login), nullptr);
}

net::HttpRequest configRequest(std::string url, const core::Secret& session) {
    auto asked = element("get-all-config");
    asked.add(element("system-config"));
    asked.add(element("user-config"));
    asked.add(element("federated-domains").setAttribute("auth-policy", "all"));
    asked.add(element("non-presence-aware-contacts"));
    asked.add(element("contact-info"));
    return request(std::move(url), "get_all_config", std::move(asked), &session);
}

net::HttpRequest oneTimePasswordRequest(std::string url, const core::Secret& session) {
    return request(std::move(url), "get_onetime_password", element("get-onetime-password"),
                   &session);
}

core::Result<Login> parseLogin(std::string_view document) {
    const auto root = config::readDocument(document, "the presence server's answer");
    if (!root) return root.error();
    const auto* answer = config::findAnywhere(*root, "login-resp");
    if (answer == nullptr) {
        return core::fail(ErrorCode::BadAnswer, "Reading the presence server's answer",
                          "it is no answer to a sign-in");
    }
    Login login;
    const auto* success = config::findAnywhere(*answer, "success");
    if (success != nullptr && !success->children.empty()) {
        // Its first child is the key, whatever that is called.
        login.session = core::Secret(config::textOf(success->children.front()));
        if (!login.session.isEmpty()) return login;
    }
    if (const auto* redirect = config::findAnywhere(*answer, "redirect")) {
        const auto* server = config::findAnywhere(*redirect, "server");
        login.redirect = config::textOf(server == nullptr ? *redirect : *server);
        if (isHost(login.redirect)) return login;
        return core::fail(ErrorCode::BadAnswer, "Reading the presence server's answer",
                          "it sends on to what is no server");
    }
    return refusal(*answer);
}

core::Result<Properties> parseConfig(std::string_view document) {
    const auto root = readAnswer(document, "the presence server's configuration");
    if (!root) return root.error();
    const auto* answer = config::findAnywhere(*root, "get-all-config-resp");
    if (answer == nullptr) {
        return core::fail(ErrorCode::BadAnswer, "Reading the presence server's configuration",
                          "it is another document");
    }
    Properties properties;
    for (const auto& group : answer->children) {
        for (const auto& property : group.children) {
            auto value = config::textOf(property);
            if (property.name != "property" || value.empty()) continue;
            properties.emplace_back(property.attribute("name"), std::move(value));
        }
    }
    return properties;
}

core::Result<core::Secret> parseOneTimePassword(std::string_view document) {
    const auto root = readAnswer(document, "the one-time password");
    if (!root) return root.error();
    const auto* success = config::findAnywhere(*root, "success");
    const auto* password =
        success == nullptr ? nullptr : config::findAnywhere(*success, "password");
    const auto text = password == nullptr ? std::string() : config::textOf(*password);
    if (text.empty()) {
        return core::fail(ErrorCode::BadAnswer, "Reading the one-time password", "there is none");
    }
    return core::Secret(text);
}

}  // namespace sidetone::signin::epas
