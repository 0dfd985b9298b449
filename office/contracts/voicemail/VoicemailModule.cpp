// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/voicemail/VoicemailModule.h"

#include <QJsonDocument>
#include <QJsonObject>

#include "core/XmlReader.h"
#include "core/text.h"
#include "office/contracts/TokenStore.h"
#include "office/contracts/voicemail/restAnswers.h"
#include "office/contracts/xmlDocument.h"
#include "office/voicemail/messageWaiting.h"

namespace sidetone::office {
namespace {

using voicemail::BoxFolder;

constexpr const char* usualRelease = "10.5.2";

HttpResponse noMessage(const HttpRequest& request) {
    return voicemail::error(request, 404, "E_VMWS_MSG_NOT_FOUND", "There is no such message");
}

HttpResponse errorPage(const HttpRequest& request, int status) {
    return status == 405 ? voicemail::error(request, 405, "METHOD_NOT_ALLOWED",
                                            request.method + " is not supported here")
                         : voicemail::error(request, 404, "NOT_FOUND", "There is no such resource");
}

std::optional<BoxFolder> folderNamed(std::string_view name) {
    if (name == "inbox") return BoxFolder::Inbox;
    if (name == "deleted") return BoxFolder::Deleted;
    return std::nullopt;
}

HttpResponse said(const HttpRequest& request, const core::Status& status) {
    if (status) return voicemail::done();
    return voicemail::error(request, 500, "E_VMWS_STORE", status.error().answer);
}

/// A field of the body's message, in either form; nothing where it is not there.
std::optional<std::string> fieldOf(const HttpRequest& request, const char* name) {
    if (request.header("content-type").find("json") != std::string_view::npos) {
        const auto value = QJsonDocument::fromJson(QByteArray::fromStdString(request.body))
                               .object()
                               .value(QLatin1String(name));
        if (value.isUndefined()) return std::nullopt;
        return value.toVariant().toString().toStdString();
    }
    const auto document = core::readXml(request.body);
    if (!document || document->child(name) == nullptr) return std::nullopt;
    return document->childText(name);
}

}  // namespace

VoicemailModule::VoicemailModule(Desk& desk) : desk_(desk), router_(errorPage) {
    router_.add("GET", "/vmrest/version",
                [this](const HttpRequest& request, const Path&) { return version(request); });
    add("GET", "/vmrest/mailbox", &VoicemailModule::mailbox);
    add("GET", "/vmrest/mailbox/folders", &VoicemailModule::folders);
    add("GET", "/vmrest/mailbox/folders/{folder}", &VoicemailModule::folder);
    add("GET", "/vmrest/mailbox/folders/{folder}/messages", &VoicemailModule::messages);
    add("POST", "/vmrest/mailbox/folders/{folder}/messages", &VoicemailModule::emptyDeleted);
    add("GET", "/vmrest/messages/{id}", &VoicemailModule::message);
    add("GET", "/vmrest/messages/{id}/attachments/{number}", &VoicemailModule::attachment);
    add("PUT", "/vmrest/messages/{id}", &VoicemailModule::change);
    add("DELETE", "/vmrest/messages/{id}", &VoicemailModule::remove);
    add("POST", "/vmrest/messages/{id}", &VoicemailModule::restore);
}

std::vector<HttpListener> VoicemailModule::listeners() {
    return {{desk_.layout.address(desk_.host()), desk_.layout.ports.uds, desk_.tls(),
             [this](const HttpRequest& request) { return answer(request); }}};
}

HttpResponse VoicemailModule::answer(const HttpRequest& request) {
    const auto status = core::parseNumber(desk_.answerFor("voicemail"));
    if (status && *status >= 400 && *status < 600) {
        return voicemail::error(request, static_cast<int>(*status), "E_VMWS_UNAVAILABLE",
                                "The service does not work at the moment");
    }
    return router_.answer(request);
}

void VoicemailModule::add(const char* method, const char* pattern, Handler handler) {
    router_.add(method, pattern, [this, handler](const HttpRequest& request, const Path& path) {
        const auto* user = whoAsks(request);
        if (user == nullptr) return voicemail::unauthorised(request);
        auto box = Mailbox::open(desk_.layout, desk_.users, *user);
        if (!box) return said(request, box.error());
        auto answer = (this->*handler)({request, *user, *box, path});
        if (request.method != "GET") {
            // A lamp that cannot be told stays as it was until the next change.
            [[maybe_unused]] const auto told = tellMessageWaiting(desk_.layout, *user, *box);
        }
        return answer;
    });
}

const User* VoicemailModule::whoAsks(const HttpRequest& request) const {
    if (const auto token = bearerToken(request); !token.isEmpty()) {
        return desk_.users.find(TokenStore(desk_.layout).ownerOf(TokenKind::Access, token));
    }
    const auto credentials = basicCredentials(request);
    const bool isRight =
        credentials && desk_.passwords.isRight(credentials->user, credentials->password);
    return isRight ? desk_.users.find(credentials->user) : nullptr;
}

HttpResponse VoicemailModule::version(const HttpRequest& request) const {
    core::XmlElement document("versionInformation");
    addText(document, "name", "Cisco Unity Connection");
    const auto release = desk_.answerFor("voicemail-release");
    addText(document, "version", release.empty() ? usualRelease : release);
    return voicemail::answer(request, 200, document);
}

HttpResponse VoicemailModule::mailbox(const Visit& visit) {
    return voicemail::answer(visit.request, 200, voicemail::mailboxDocument(visit.box, visit.user));
}

HttpResponse VoicemailModule::folders(const Visit& visit) {
    core::XmlElement document("Folders");
    document.setAttribute("total", "2");
    for (const auto folder : {BoxFolder::Inbox, BoxFolder::Deleted}) {
        addChild(document, voicemail::folderDocument(visit.box, folder));
    }
    return voicemail::answer(visit.request, 200, document);
}

HttpResponse VoicemailModule::folder(const Visit& visit) {
    const auto folder = folderNamed(visit.path.front());
    if (!folder) return errorPage(visit.request, 404);
    return voicemail::answer(visit.request, 200, voicemail::folderDocument(visit.box, *folder));
}

HttpResponse VoicemailModule::messages(const Visit& visit) {
    const auto folder = folderNamed(visit.path.front());
    if (!folder) return errorPage(visit.request, 404);
    return voicemail::answer(visit.request, 200,
                             voicemail::messagesDocument(visit.box, *folder, visit.request));
}

HttpResponse VoicemailModule::emptyDeleted(const Visit& visit) {
    if (folderNamed(visit.path.front()) != BoxFolder::Deleted ||
        visit.request.parameter("method") != "empty") {
        return errorPage(visit.request, 404);
    }
    std::vector<std::string> ids;
    for (const auto& voice : visit.box.messages()) {
        if (voice.isDeleted) ids.push_back(voice.id);
    }
    for (const auto& id : ids) {
        if (auto gone = visit.box.erase(id); !gone) return said(visit.request, gone);
    }
    return voicemail::done();
}

HttpResponse VoicemailModule::message(const Visit& visit) {
    const auto* voice = visit.box.find(visit.path.front());
    if (voice == nullptr) return noMessage(visit.request);
    return voicemail::answer(visit.request, 200, voicemail::messageDocument(*voice, visit.user));
}

HttpResponse VoicemailModule::attachment(const Visit& visit) {
    const auto* voice = visit.box.find(visit.path.front());
    if (voice == nullptr || visit.path.back() != "0") return noMessage(visit.request);
    auto sound = visit.box.sound(voice->id);
    if (!sound) return noMessage(visit.request);
    return {200, "audio/wav", {}, std::move(*sound)};
}

HttpResponse VoicemailModule::change(const Visit& visit) {
    const auto& id = visit.path.front();
    if (visit.box.find(id) == nullptr) return noMessage(visit.request);
    const auto read = fieldOf(visit.request, "Read");
    const auto subject = fieldOf(visit.request, "Subject");
    if (!read && !subject) {
        return voicemail::error(visit.request, 400, "INVALID_PARAMETER",
                                "The message has neither Read nor Subject");
    }
    if (read) {
        const bool isRead = core::equalsIgnoringCase(*read, "true");
        if (auto set = visit.box.setRead(id, isRead); !set) return said(visit.request, set);
    }
    return subject ? said(visit.request, visit.box.setSubject(id, *subject)) : voicemail::done();
}

HttpResponse VoicemailModule::remove(const Visit& visit) {
    const auto* voice = visit.box.find(visit.path.front());
    if (voice == nullptr) return noMessage(visit.request);
    const bool forGood = voice->isDeleted || visit.request.parameter("harddelete") == "true";
    const std::string id = voice->id;
    return said(visit.request, forGood ? visit.box.erase(id) : visit.box.setDeleted(id, true));
}

HttpResponse VoicemailModule::restore(const Visit& visit) {
    const auto* voice = visit.box.find(visit.path.front());
    if (voice == nullptr) return noMessage(visit.request);
    if (visit.request.parameter("method") != "undelete") return errorPage(visit.request, 404);
    return said(visit.request, visit.box.setDeleted(std::string(voice->id), false));
}

}  // namespace sidetone::office
