// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/presence/PresenceLoginModule.h"

#include "core/XmlReader.h"
#include "office/contracts/presence/properties.h"
#include "office/contracts/xmlDocument.h"

namespace sidetone::office {
namespace {

using core::XmlElement;

constexpr const char* soap = "http://www.w3.org/2003/05/soap-envelope";
constexpr const char* epas = "urn:cisco:epas:soap";
constexpr std::chrono::minutes oneTimeLife{5};
constexpr std::size_t mostSessions = 10'000;

HttpResponse envelope(XmlElement answer) {
    XmlElement root("Envelope", soap);
    auto& body = addChild(root, XmlElement("Body", soap));
    addChild(body, std::move(answer));
    return {200, "application/soap+xml; charset=utf-8", {}, documentOf(root)};
}

XmlElement element(const char* name) {
    return XmlElement(name, epas);
}

void addEpasText(XmlElement& parent, const char* name, std::string text) {
    addChild(parent, element(name).setText(std::move(text)));
}

HttpResponse refusal(const char* code, const char* reason) {
    auto answer = element("login-resp");
    auto& failure = addChild(answer, element("failure").setAttribute("code", code));
    addEpasText(failure, "reason", reason);
    return envelope(std::move(answer));
}

HttpResponse redirect(const std::string& server) {
    auto answer = element("login-resp");
    auto& where = addChild(answer, element("redirect"));
    addEpasText(where, "server", server);
    return envelope(std::move(answer));
}

void addProperties(XmlElement& parent, const char* name, const presence::Properties& properties) {
    auto& group = addChild(parent, element(name));
    for (const auto& [property, value] : properties) {
        addChild(group, element("property").setAttribute("name", property).setText(value));
    }
}

}  // namespace

std::vector<HttpListener> PresenceLoginModule::listeners() {
    std::vector<HttpListener> all;
    for (const Host host : desk_.part.hosts) {
        all.push_back({desk_.layout.address(host), desk_.layout.ports.uds, desk_.tls(),
                       [this, host](const HttpRequest& request) { return answer(request, host); }});
    }
    return all;
}

HttpResponse PresenceLoginModule::answer(const HttpRequest& request, Host host) {
    const bool isService =
        request.path == "/EPASSoap/service/v80" || request.path == "/EPASSoap/service/latest";
    if (!isService) return {404, "text/plain", {}, "There is no such service\n"};
    if (request.method != "POST") {
        return {405, "text/plain", {{"allow", "POST"}}, "Method not allowed\n"};
    }
    const std::string word = desk_.answerFor("epas");
    if (word == "garbage") return {200, "text/html", {}, "<html><p>It works!"};
    const auto document = core::readXml(request.body);
    const auto* body = document ? document->child("Body") : nullptr;
    if (body == nullptr || body->children.empty()) {
        return {400, "text/plain", {}, "Invalid request\n"};
    }
    const XmlElement& asked = body->children.front();
    if (asked.name == "login") return login(asked, host);
    const auto* header = document->child("Header");
    const auto session =
        sessions_.find(header == nullptr ? std::string() : header->childText("session-key"));
    if (session == sessions_.end()) return {200, "text/plain", {}, "Invalid request\n"};
    if (asked.name == "get-all-config") return config(session->second);
    if (asked.name == "get-onetime-password" && word != "no-token") {
        return oneTimePassword(session->second);
    }
    return {400, "text/plain", {}, "Invalid request\n"};
}

HttpResponse PresenceLoginModule::login(const XmlElement& asked, Host host) {
    const std::string word = desk_.answerFor("epas");
    if (word == "unavailable") return refusal("503", "The node is not ready");
    if (word == "forbidden") return refusal("403", "The user is not enabled for IM and Presence");
    const bool isFirst = host == Host::Imp1;
    if (word == "loop" || (word == "redirect" && isFirst)) {
        return redirect(desk_.layout.fullName(isFirst ? Host::Imp2 : Host::Imp1));
    }
    const std::string userId =
        verified(asked.childText("username"), core::Secret(asked.childText("password")));
    if (userId.empty()) return refusal("401", "Invalid credentials");
    if (sessions_.size() >= mostSessions) sessions_.clear();
    const std::string key = random_.hex(20);
    sessions_[key] = userId;
    auto answer = element("login-resp");
    auto& success = addChild(answer, element("success"));
    addEpasText(success, "session-key", key);
    return envelope(std::move(answer));
}

std::string PresenceLoginModule::verified(const std::string& userName,
                                          const core::Secret& password) {
    const std::string userId = userName.substr(0, userName.find('@'));
    const auto* user = desk_.users.find(userId);
    if (user == nullptr) return {};
    const bool isTheirs = desk_.passwords.isRight(userId, password) ||
                          tokens_.ownerOf(TokenKind::Access, password) == user->id;
    return isTheirs ? user->id : std::string();
}

HttpResponse PresenceLoginModule::config(const std::string&) const {
    auto answer = element("get-all-config-resp");
    addProperties(answer, "get-system-config-resp", presence::systemProperties(desk_.layout));
    addProperties(answer, "get-user-config-resp", presence::userProperties(desk_.layout));
    return envelope(std::move(answer));
}

HttpResponse PresenceLoginModule::oneTimePassword(const std::string& userId) {
    const auto token = tokens_.issue(TokenKind::OneTime, userId, oneTimeLife);
    auto answer = element("get-onetime-password-resp");
    auto& success = addChild(answer, element("success"));
    addEpasText(success, "password", token.reveal());
    return envelope(std::move(answer));
}

}  // namespace sidetone::office
