// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/exportForms.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <ctime>

namespace sidetone::store {
namespace {

std::string timeOf(const StoredMessage& message) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(message.time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string senderOf(const StoredMessage& message, const std::string& ownName) {
    if (message.kind == MessageKind::Event) return "*";
    if (message.direction == Direction::Out) return ownName;
    return message.sender.empty() ? message.peer.text() : message.sender;
}

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char sign : text) {
        switch (sign) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                safe += sign;
        }
    }
    return safe;
}

/// A message's further lines stand below its first one, so that none passes for a message.
std::string indented(const std::string& text) {
    std::string lines;
    for (const char sign : text) {
        lines += sign;
        if (sign == '\n') lines += "    ";
    }
    return lines;
}

std::string textOf(const StoredMessage& message, const std::string& ownName) {
    auto line = timeOf(message) + " [" + message.peer.text() + "] " + senderOf(message, ownName) +
                ": " + indented(message.body);
    if (message.attachment) line += " (file: " + indented(message.attachment->name) + ")";
    if (message.isEdited) line += " (edited)";
    return line + "\n";
}

std::string htmlOf(const StoredMessage& message, const std::string& ownName) {
    auto row = "<tr><td>" + timeOf(message) + "</td><td>" + escaped(message.peer.text()) +
               "</td><td>" + escaped(senderOf(message, ownName)) + "</td><td class=\"body\">" +
               escaped(message.body);
    if (message.attachment) row += " <em>file: " + escaped(message.attachment->name) + "</em>";
    if (message.isEdited) row += " <em>edited</em>";
    for (const auto& reaction : message.reactions) {
        row += " <span>" + escaped(reaction.emojis) + "</span>";
    }
    return row + "</td></tr>\n";
}

std::string jsonOf(const StoredMessage& message, const std::string& ownName, bool isFirst) {
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    QJsonObject object{
        {QStringLiteral("time"), text(timeOf(message))},
        {QStringLiteral("conversation"), text(message.peer.text())},
        {QStringLiteral("from"), text(senderOf(message, ownName))},
        {QStringLiteral("outgoing"), message.direction == Direction::Out},
        {QStringLiteral("body"), text(message.body)},
        {QStringLiteral("edited"), message.isEdited},
        {QStringLiteral("encrypted"),
         message.protection == Protection::Omemo || message.protection == Protection::LegacyOmemo}};
    if (message.attachment) {
        object.insert(QStringLiteral("file"), text(message.attachment->name));
    }
    return (isFirst ? "" : ",\n") +
           QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

}  // namespace

std::string exportHead(ExportForm form) {
    switch (form) {
        case ExportForm::Html:
            return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'\">\n<title>Chats</title>\n"
                   "<style>td{vertical-align:top;padding:2px 8px}.body{white-space:pre-wrap}"
                   "</style></head><body><table>\n";
        case ExportForm::Json:
            return "[\n";
        case ExportForm::Text:
            break;
    }
    return {};
}

std::string exportTail(ExportForm form) {
    switch (form) {
        case ExportForm::Html:
            return "</table></body></html>\n";
        case ExportForm::Json:
            return "\n]\n";
        case ExportForm::Text:
            break;
    }
    return {};
}

std::string exportMessage(ExportForm form, const StoredMessage& message, const std::string& ownName,
                          bool isFirst) {
    switch (form) {
        case ExportForm::Html:
            return htmlOf(message, ownName);
        case ExportForm::Json:
            return jsonOf(message, ownName, isFirst);
        case ExportForm::Text:
            break;
    }
    return textOf(message, ownName);
}

}  // namespace sidetone::store
