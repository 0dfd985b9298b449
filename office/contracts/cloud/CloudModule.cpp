// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/cloud/CloudModule.h"

#include <algorithm>

#include "core/text.h"
#include "office/contracts/xmlDocument.h"

namespace sidetone::office {
namespace {

using core::XmlElement;

constexpr std::chrono::hours tokenLife{2};
constexpr std::size_t mostSessions = 10'000;
constexpr std::string_view bearer = "Bearer ";

HttpResponse xml(const XmlElement& document) {
    return {200, "text/xml", {}, documentOf(document)};
}

HttpResponse notFound() {
    return {404, "text/plain", {}, "There is no such page\n"};
}

/// What the look-up says, in the elements of provisioning contract EMU-4.
HttpResponse verdict(const char* code, const char* reason, const std::string& ssoUrl = {}) {
    XmlElement document("FederatedSSO");
    addText(document, "status", ssoUrl.empty() ? "failure" : "success");
    addText(document, "errorcode", code);
    if (ssoUrl.empty()) {
        addText(document, "reason", reason);
    } else {
        addText(document, "ssourl", ssoUrl);
    }
    return xml(document);
}

XmlElement service(const char* result, XmlElement returned) {
    XmlElement document("wbxapi");
    auto& response = addChild(document, XmlElement("response"));
    addText(response, "result", result);
    addChild(document, std::move(returned));
    return document;
}

HttpResponse refused() {
    XmlElement returned("return");
    addText(returned, "exceptionID", "wbx.invalidcredential");
    addText(returned, "reason", "The name or the password is wrong.");
    return xml(service("failure", std::move(returned)));
}

}  // namespace

std::string CloudModule::url(Host host) const {
    return desk_.layout.fullName(host) + ":" + std::to_string(desk_.layout.ports.uds);
}

std::vector<HttpListener> CloudModule::listeners() {
    const Layout& layout = desk_.layout;
    return {{layout.address(Host::CloudLogin), layout.ports.uds, desk_.tls(),
             [this](const HttpRequest& request) { return answerLogin(request); }},
            {layout.address(Host::CloudService), layout.ports.uds, desk_.tls(),
             [this](const HttpRequest& request) { return answerService(request); }}};
}

HttpResponse CloudModule::answerLogin(const HttpRequest& request) {
    if (request.path == "/cas/FederatedSSO") return lookUp(request);
    if (request.path == "/cas/auth.do" && request.method == "POST") {
        return token(parseForm(request.body));
    }
    if (sso_.isFor(request)) return sso_.answer(request);
    return notFound();
}

HttpResponse CloudModule::lookUp(const HttpRequest& request) const {
    const std::string word = desk_.answerFor("cas");
    const auto domain = request.parameter("org");
    const std::string sso = "https://" + desk_.layout.fullName(Host::IdentityProvider) + ":" +
                            std::to_string(desk_.layout.ports.uds) + "/saml";
    if (word == "error") return {500, "text/plain", {}, "Trouble\n"};
    if (word == "garbage") return {200, "text/html", {}, "<html><p>Welcome to the <b>portal"};
    const bool isOurs = domain && core::equalsIgnoringCase(*domain, desk_.layout.domain);
    if (word == "no" || !isOurs) return verdict("1", "SSO protocol error.");
    if (word == "sso") return verdict("0", "", desk_.layout.with("sso") ? sso_.page() : sso);
    if (word == "redirect") return {302, "text/html", {{"location", sso}}, ""};
    if (word == "other") return verdict("17", "Something else.");
    return verdict("7", "SSO is not enabled.");
}

bool CloudModule::isRight(const User& user, const core::Secret& password) const {
    const std::string own = desk_.answerFor("cloud-password");
    return own.empty() ? desk_.passwords.isRight(user.id, password) : password.reveal() == own;
}

HttpResponse CloudModule::token(const FormFields& form) {
    const auto name = fieldOf(form, "username").value_or("");
    const auto at = name.find('@');
    const bool isOurs = at != std::string::npos &&
                        core::equalsIgnoringCase(name.substr(at + 1), desk_.layout.domain);
    const auto* user = desk_.users.find(name.substr(0, at));
    const core::Secret password(fieldOf(form, "password").value_or(""));
    if (fieldOf(form, "cmd") != "getwebextoken" || !isOurs || user == nullptr ||
        !isRight(*user, password)) {
        return refused();
    }
    XmlElement returned("return");
    const auto token = tokens_.issue(TokenKind::Cloud, user->id, tokenLife);
    addText(returned, "token", token.reveal());
    addText(returned, "serviceurl", url(Host::CloudService));
    return xml(service("success", std::move(returned)));
}

HttpResponse CloudModule::answerService(const HttpRequest& request) {
    const auto form = parseForm(request.body);
    const bool isService = request.path == "/op.do" && request.method == "POST";
    if (isService && fieldOf(form, "cmd") == "login") return login(form);
    // The configuration's session comes as a bearer, so that no address holds it.
    const std::string header(request.header("authorization"));
    const std::string given = isService ? fieldOf(form, "cred").value_or("")
                                        : header.substr(std::min(bearer.size(), header.size()));
    if (!credentials_.contains(given)) return isService ? refused() : notFound();
    if (isService && fieldOf(form, "cmd") == "get") return organisation();
    if (request.path == "/jabber-config.xml") return clientConfig();
    return notFound();
}

HttpResponse CloudModule::login(const FormFields& form) {
    const core::Secret token(fieldOf(form, "token").value_or(""));
    const std::string owner = tokens_.ownerOf(TokenKind::Cloud, token);
    if (owner.empty()) return refused();
    if (credentials_.size() >= mostSessions) credentials_.clear();
    const std::string credential = random_.hex(16);
    credentials_[credential] = owner;
    XmlElement returned("return");
    addText(returned, "cred", credential);
    return xml(service("success", std::move(returned)));
}

HttpResponse CloudModule::organisation() const {
    XmlElement returned("return");
    auto& org = addChild(returned, XmlElement("org"));
    addText(org, "orgID", "4711");
    addText(org, "name", desk_.layout.domain);
    // Where the organisation's messages are is not public: this element is our own (EMU-5).
    addText(org, "xmppserver", desk_.layout.fullName(Host::CloudMessaging));
    return xml(service("success", std::move(returned)));
}

HttpResponse CloudModule::clientConfig() const {
    const std::string word = desk_.answerFor("cloud-config");
    if (word == "none") return notFound();
    XmlElement config("config");
    config.setAttribute("version", "1.0");
    auto& directory = addChild(config, XmlElement("Directory"));
    addText(directory, "PresenceDomain", desk_.layout.domain);
    if (word != "messages") {
        auto& phone = addChild(config, XmlElement("Phone"));
        addText(phone, "TftpServer1", desk_.layout.fullName(Host::Cucm1));
        addText(phone, "CcmcipServer1", desk_.layout.fullName(Host::Cucm1));
    }
    return xml(config);
}

}  // namespace sidetone::office
