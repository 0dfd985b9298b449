// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/mail/MailModule.h"

#include "core/XmlReader.h"
#include "core/text.h"
#include "office/contracts/digestAnswer.h"
#include "office/contracts/mail/ewsAnswers.h"
#include "office/contracts/xmlDocument.h"

namespace sidetone::office {
namespace {

HttpResponse text(int status, std::string words) {
    return {status, "text/plain", {}, std::move(words) + "\n"};
}

HttpResponse xml(std::string body) {
    return {200, "text/xml; charset=utf-8", {}, std::move(body)};
}

}  // namespace

std::vector<HttpListener> MailModule::listeners() {
    const auto address = desk_.layout.address(desk_.host());
    return {{address, desk_.layout.ports.uds, desk_.tls(),
             [this](const HttpRequest& request) { return answer(request, Door::Tls); }},
            {address, desk_.layout.ports.mailPlain, std::nullopt,
             [this](const HttpRequest& request) { return answer(request, Door::Plain); }}};
}

HttpResponse MailModule::answer(const HttpRequest& request, Door door) const {
    const auto word = desk_.answerFor("mail");
    const auto status = core::parseNumber(word);
    if (status && *status >= 400 && *status < 600) {
        return text(static_cast<int>(*status), "The service does not work at the moment");
    }
    const auto* user = word == "no-password" || word == "ntlm" ? nullptr : whoAsks(request, door);
    if (user == nullptr) return unauthorised(door);
    if (request.path == "/autodiscover/autodiscover.xml") return autodiscover();
    if (core::lowerAscii(request.path) != "/ews/exchange.asmx") return text(404, "Not found");
    if (request.method != "POST") return text(405, "Method not allowed");
    const auto document = core::readXml(request.body);
    const auto* body = document ? document->child("Body") : nullptr;
    if (body == nullptr || body->children.empty()) return text(400, "It is no SOAP message");
    auto mail = MailStore::open(desk_.layout, *user);
    if (!mail) return text(500, mail.error().answer);
    const auto& question = body->children.front();
    const bool isNewItem = question.name == "CreateItem";
    if (word == "full" && isNewItem) return xml(ews::full());
    auto answer = serve(question, *mail);
    if (word == "lost" && isNewItem) return text(503, "The item is kept, and the answer is lost");
    return answer;
}

const User* MailModule::whoAsks(const HttpRequest& request, Door door) const {
    if (door == Door::Plain) {
        const auto header = std::string(request.header("authorization"));
        const auto* user = desk_.users.find(digestUser(header));
        const bool isRight = user != nullptr && user->canSignIn() &&
                             isRightAnswer(header, request.method, user->credentials.digest);
        return isRight ? user : nullptr;
    }
    const auto credentials = basicCredentials(request);
    const bool isRight =
        credentials && desk_.passwords.isRight(credentials->user, credentials->password);
    return isRight ? desk_.users.find(credentials->user) : nullptr;
}

HttpResponse MailModule::unauthorised(Door door) const {
    auto response = text(401, "Unauthorized");
    if (desk_.answerFor("mail") == "ntlm") {
        response.headers = {{"www-authenticate", "Negotiate"}, {"www-authenticate", "NTLM"}};
    } else if (door == Door::Plain) {
        response.headers = {{"www-authenticate", digestQuestion(desk_.layout.domain)}};
    } else {
        response.headers = {{"www-authenticate", "Basic realm=\"" + desk_.layout.domain + "\""}};
    }
    return response;
}

HttpResponse MailModule::autodiscover() const {
    core::XmlElement root("Autodiscover");
    auto& response = addChild(root, core::XmlElement("Response"));
    auto& account = addChild(response, core::XmlElement("Account"));
    addText(account, "AccountType", "email");
    auto& protocol = addChild(account, core::XmlElement("Protocol"));
    addText(protocol, "Type", "EXCH");
    addText(protocol, "EwsUrl",
            "https://" + desk_.layout.fullName(desk_.host()) + ":" +
                std::to_string(desk_.layout.ports.uds) + "/EWS/Exchange.asmx");
    return xml(documentOf(root));
}

HttpResponse MailModule::serve(const core::XmlElement& request, MailStore& mail) const {
    if (request.name == "FindFolder") return xml(ews::folders(mail));
    if (request.name == "CreateFolder") return xml(ews::createFolder(request, mail));
    if (request.name == "FindItem") return xml(ews::items(request, mail));
    if (request.name == "CreateItem") return xml(ews::createItem(request, mail));
    return {500, "text/xml; charset=utf-8", {}, ews::fault("The operation is not served here")};
}

}  // namespace sidetone::office
