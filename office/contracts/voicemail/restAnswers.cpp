// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/voicemail/restAnswers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "office/contracts/xmlDocument.h"

namespace sidetone::office::voicemail {
namespace {

QString toQString(const std::string& text) {
    return QString::fromStdString(text);
}

QJsonValue jsonOf(const core::XmlElement& element) {
    if (element.children.empty() && element.attributes.empty()) return toQString(element.text);
    QJsonObject object;
    for (const auto& [name, value] : element.attributes) {
        object.insert(QLatin1Char('@') + toQString(name), toQString(value));
    }
    for (const auto& child : element.children) {
        const auto name = toQString(child.name);
        if (!object.contains(name)) {
            object.insert(name, jsonOf(child));
            continue;
        }
        auto all = object.value(name);
        if (!all.isArray()) all = QJsonArray{all};
        auto array = all.toArray();
        array.append(jsonOf(child));
        object.insert(name, array);
    }
    return object;
}

}  // namespace

HttpResponse answer(const HttpRequest& request, int status, const core::XmlElement& document) {
    if (request.header("accept").find("application/json") == std::string_view::npos) {
        return {status, "application/xml", {}, documentOf(document)};
    }
    const auto json = QJsonDocument(jsonOf(document).toObject());
    return {status, "application/json", {}, json.toJson(QJsonDocument::Compact).toStdString()};
}

HttpResponse error(const HttpRequest& request, int status, const std::string& code,
                   const std::string& message) {
    core::XmlElement document("RestError");
    auto& errors = addChild(document, core::XmlElement("errors"));
    addText(errors, "code", code);
    addText(errors, "message", message);
    return answer(request, status, document);
}

HttpResponse unauthorised(const HttpRequest& request) {
    auto response = error(request, 401, "E_VMWS_UNAUTHORIZED", "User name or password is wrong");
    response.headers.emplace_back("www-authenticate", "Basic realm=\"Cisco Unity Connection\"");
    return response;
}

HttpResponse done() {
    return {204, "", {}, ""};
}

}  // namespace sidetone::office::voicemail
