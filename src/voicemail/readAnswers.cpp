// SPDX-License-Identifier: GPL-3.0-or-later
#include "voicemail/readAnswers.h"

#include "config/xmlFields.h"
#include "core/XmlReader.h"
#include "core/text.h"

namespace sidetone::voicemail {
namespace {

using core::XmlElement;

constexpr const char* what = "the voicemail server's answer";
constexpr std::size_t longestText = 200;
/// A million days; more is no time.
constexpr std::uint64_t latest = 86'400'000'000'000;

std::uint64_t numberOf(const XmlElement& element, std::string_view child) {
    return core::parseNumber(element.childText(child)).value_or(0);
}

std::string textOf(const XmlElement& element, std::string_view child) {
    return core::printable(element.childText(child), longestText);
}

core::Milliseconds timeOf(const XmlElement& element, std::string_view child) {
    return core::Milliseconds(std::min(numberOf(element, child), latest));
}

/// The one who spoke: what the telephone said, else who is logged as the sender.
void readCaller(const XmlElement& element, VoiceMessage& message) {
    if (const auto* caller = element.child("CallerId")) {
        message.callerName = textOf(*caller, "CallerName");
        message.callerNumber = textOf(*caller, "CallerNumber");
    }
    const auto* from = element.child("From");
    if (from == nullptr) return;
    if (message.callerName.empty()) message.callerName = textOf(*from, "DisplayName");
    if (message.callerNumber.empty()) message.callerNumber = textOf(*from, "DtmfAccessId");
}

std::string idOf(const XmlElement& element) {
    auto id = element.childText("MsgId");
    if (!id.empty()) return id;
    const auto uri = element.childText("URI");
    return uri.substr(uri.rfind('/') + 1);
}

VoiceMessage messageOf(const XmlElement& element) {
    VoiceMessage message;
    message.id = idOf(element);
    readCaller(element, message);
    message.subject = textOf(element, "Subject");
    message.arrival = core::WallTime(timeOf(element, "ArrivalTime"));
    message.duration = timeOf(element, "Duration");
    message.size = numberOf(element, "Size");
    message.isRead = config::booleanOf(element, "Read", false);
    message.isUrgent = core::equalsIgnoringCase(element.childText("Priority"), "urgent");
    message.isSecure = config::booleanOf(element, "Secure", false);
    message.isDeleted = config::booleanOf(element, "IsDeleted", false);
    return message;
}

bool isVoice(const XmlElement& element) {
    const auto type = element.childText("MsgType");
    return type.empty() || core::equalsIgnoringCase(type, "voice");
}

XmlElement& addText(XmlElement& parent, const char* name, std::string text) {
    XmlElement child(name);
    child.setText(std::move(text));
    parent.add(std::move(child));
    return parent.children.back();
}

}  // namespace

core::Result<FolderState> readFolder(std::string_view document) {
    const auto root = config::readDocument(document, what);
    if (!root) return root.error();
    const auto* folder = config::findAnywhere(*root, "Folder");
    if (folder == nullptr || folder->child("MessageCount") == nullptr) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading the mailbox", "it names no folder");
    }
    return FolderState{numberOf(*folder, "MessageCount"), numberOf(*folder, "USN")};
}

core::Result<MessagePage> readMessages(std::string_view document) {
    const auto root = config::readDocument(document, what);
    if (!root) return root.error();
    const auto* list = config::findAnywhere(*root, "Messages");
    if (list == nullptr) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading the messages", "there is no list");
    }
    MessagePage page;
    for (const auto& element : list->children) {
        if (element.name != "Message") continue;
        ++page.rows;
        if (!isVoice(element)) continue;
        auto message = messageOf(element);
        if (!message.id.empty()) page.messages.push_back(std::move(message));
    }
    page.total = core::parseNumber(list->attribute("total")).value_or(page.rows);
    return page;
}

std::string writeMessages(const std::vector<VoiceMessage>& messages) {
    XmlElement list("Messages");
    for (const auto& message : messages) {
        XmlElement element("Message");
        addText(element, "MsgId", message.id);
        XmlElement caller("CallerId");
        addText(caller, "CallerName", message.callerName);
        addText(caller, "CallerNumber", message.callerNumber);
        element.add(std::move(caller));
        addText(element, "Subject", message.subject);
        addText(element, "ArrivalTime", std::to_string(message.arrival.time_since_epoch().count()));
        addText(element, "Duration", std::to_string(message.duration.count()));
        addText(element, "Size", std::to_string(message.size));
        addText(element, "Read", message.isRead ? "true" : "false");
        addText(element, "Priority", message.isUrgent ? "Urgent" : "Normal");
        addText(element, "Secure", message.isSecure ? "true" : "false");
        addText(element, "IsDeleted", message.isDeleted ? "true" : "false");
        list.add(std::move(element));
    }
    return list.toXml();
}

core::Result<std::string> readSoundPath(std::string_view document) {
    const auto root = config::readDocument(document, what);
    if (!root) return root.error();
    const auto* attachments = config::findAnywhere(*root, "Attachments");
    if (attachments == nullptr) return std::string();
    for (const auto& one : attachments->children) {
        auto path = one.childText("URI");
        const auto type = core::lowerAscii(one.childText("contentType"));
        const bool isPlain = path.starts_with("/vmrest/") &&
                             path.find_first_of("?#\\ ") == std::string::npos &&
                             path.find("..") == std::string::npos;
        if (isPlain && type.starts_with("audio/")) return path;
    }
    return std::string();
}

std::string readVersion(std::string_view document) {
    const auto root = core::readXml(document);
    if (!root) return {};
    const auto* version = config::findAnywhere(*root, "version");
    return version != nullptr ? core::printable(config::textOf(*version), 40) : std::string();
}

std::string readRefusal(std::string_view document) {
    const auto root = core::readXml(document);
    if (!root) return {};
    const auto* errors = config::findAnywhere(*root, "errors");
    if (errors == nullptr) return {};
    const auto message = textOf(*errors, "message");
    return message.empty() ? textOf(*errors, "code") : message;
}

}  // namespace sidetone::voicemail
