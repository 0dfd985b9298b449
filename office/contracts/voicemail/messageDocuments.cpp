// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/voicemail/messageDocuments.h"

#include <algorithm>

#include "core/text.h"
#include "office/contracts/xmlDocument.h"

namespace sidetone::office::voicemail {
namespace {

using core::XmlElement;

std::string text(core::WallTime time) {
    return std::to_string(time.time_since_epoch().count());
}

const char* nameOf(BoxFolder folder) {
    return folder == BoxFolder::Inbox ? "inbox" : "deleted";
}

std::string folderUri(BoxFolder folder) {
    return std::string("/vmrest/mailbox/folders/") + nameOf(folder);
}

bool isIn(const StoredVoice& voice, BoxFolder folder) {
    return voice.isDeleted == (folder == BoxFolder::Deleted);
}

/// Whether the query asks for `name` with another value than this.
bool differs(const HttpRequest& request, std::string_view name, std::string_view value) {
    const auto wanted = request.parameter(name);
    return wanted && !core::equalsIgnoringCase(*wanted, value);
}

bool passes(const StoredVoice& voice, const HttpRequest& request) {
    const auto after = request.parameter("usngreaterthan");
    if (after && voice.usn <= core::parseNumber(*after).value_or(0)) return false;
    return !differs(request, "read", word(voice.isRead)) && !differs(request, "type", "voice") &&
           !differs(request, "priority", voice.isUrgent ? "urgent" : "normal") &&
           !differs(request, "dispatch", "false");
}

void sort(std::vector<const StoredVoice*>& found, const HttpRequest& request) {
    const bool byPriority = request.parameter("sortkey").value_or("") == "priority";
    const bool rises = request.parameter("sortorder").value_or("descending") == "ascending";
    const auto isBefore = [byPriority](const StoredVoice* one, const StoredVoice* other) {
        if (byPriority && one->isUrgent != other->isUrgent) return other->isUrgent;
        return one->arrival < other->arrival;
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const StoredVoice* one, const StoredVoice* other) {
                         return rises ? isBefore(one, other) : isBefore(other, one);
                     });
}

/// Without rowsperpage all of it is one page.
void cutPage(std::vector<const StoredVoice*>& found, const HttpRequest& request) {
    const auto rows = core::parseNumber(request.parameter("rowsperpage").value_or(""));
    if (!rows || *rows == 0) return;
    const auto page = core::parseNumber(request.parameter("pagenumber").value_or("1")).value_or(1);
    const std::uint64_t size = found.size();
    const auto first = page < 1 || page - 1 > size / *rows ? size : (page - 1) * *rows;
    const auto last = size - first < *rows ? size : first + *rows;
    found.erase(found.begin() + static_cast<std::ptrdiff_t>(last), found.end());
    found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(first));
}

XmlElement addressElement(const char* name, const std::string& displayName, const std::string& mail,
                          const std::string& number) {
    XmlElement element(name);
    addText(element, "DisplayName", displayName);
    addText(element, "SmtpAddress", mail);
    addText(element, "DtmfAccessId", number);
    return element;
}

XmlElement element(const StoredVoice& voice) {
    XmlElement message("Message");
    addText(message, "Subject", voice.subject);
    addText(message, "Read", word(voice.isRead));
    addText(message, "Dispatch", "false");
    addText(message, "Secure", "false");
    addText(message, "Priority", voice.isUrgent ? "Urgent" : "Normal");
    addText(message, "Sensitivity", "Normal");
    addText(message, "URI", "/vmrest/messages/" + voice.id);
    addText(message, "MsgId", voice.id);
    addChild(message,
             addressElement("From", voice.callerName, voice.callerMail, voice.callerNumber));
    auto& caller = addChild(message, XmlElement("CallerId"));
    addText(caller, "CallerNumber", voice.callerNumber);
    addText(caller, "CallerName", voice.callerName);
    addText(caller, "CallerImage", "");
    addText(message, "ArrivalTime", text(voice.arrival));
    addText(message, "Size", std::to_string(voice.octets));
    addText(message, "Duration", std::to_string(voice.duration.count()));
    addText(message, "FromSub", word(!voice.callerName.empty()));
    addText(message, "MsgType", "Voice");
    addText(message, "IMAPUid", std::to_string(voice.usn));
    for (const char* flag : {"IsDraft", "IsSent", "IsFuture", "Flagged"}) {
        addText(message, flag, "false");
    }
    addText(message, "IsDeleted", word(voice.isDeleted));
    addText(message, "FolderURI",
            folderUri(voice.isDeleted ? BoxFolder::Deleted : BoxFolder::Inbox));
    addText(message, "ModificationTime", text(voice.changed));
    return message;
}

}  // namespace

XmlElement mailboxDocument(const Mailbox& box, const User& owner) {
    std::uint64_t octets = 0;
    for (const auto& voice : box.messages()) octets += voice.octets;
    XmlElement mailbox("Mailbox");
    addText(mailbox, "DisplayName", owner.displayName);
    addText(mailbox, "CurrentSizeInBytes", std::to_string(octets));
    for (const char* yes : {"IsPrimary", "IsStoreMounted", "IsMailboxMounted"}) {
        addText(mailbox, yes, "true");
    }
    for (const char* no : {"IsStoreOverFlowed", "IsWarningQuotaExceeded", "IsReceiveQuotaExceeded",
                           "IsSendQuotaExceeded"}) {
        addText(mailbox, no, "false");
    }
    addText(mailbox, "WarningQuota", "12000000");
    addText(mailbox, "ReceiveQuota", "14745600");
    addText(mailbox, "SendQuota", "13000000");
    addText(mailbox, "IsDeletedFolderEnabled", "true");
    addText(mailbox, "FoldersURI", "/vmrest/mailbox/folders");
    return mailbox;
}

XmlElement folderDocument(const Mailbox& box, BoxFolder folder) {
    const auto& all = box.messages();
    const auto count = std::count_if(all.begin(), all.end(),
                                     [folder](const auto& one) { return isIn(one, folder); });
    XmlElement element("Folder");
    addText(element, "DisplayName", nameOf(folder));
    addText(element, "MessageCount", std::to_string(count));
    addText(element, "USN", std::to_string(box.usn()));
    addText(element, "UIDValidity", "1350000000");
    addText(element, "URI", folderUri(folder));
    addText(element, "MessagesURI", folderUri(folder) + "/messages");
    return element;
}

XmlElement messagesDocument(const Mailbox& box, BoxFolder folder, const HttpRequest& request) {
    std::vector<const StoredVoice*> found;
    for (const auto& voice : box.messages()) {
        if (isIn(voice, folder) && passes(voice, request)) found.push_back(&voice);
    }
    XmlElement messages("Messages");
    messages.setAttribute("total", std::to_string(found.size()));
    sort(found, request);
    cutPage(found, request);
    for (const auto* voice : found) addChild(messages, element(*voice));
    return messages;
}

XmlElement messageDocument(const StoredVoice& voice, const User& owner) {
    auto message = element(voice);
    auto& recipient =
        addChild(addChild(message, XmlElement("Recipients")), XmlElement("Recipient"));
    addText(recipient, "Type", "TO");
    addChild(recipient, addressElement("Address", owner.displayName, owner.mail, owner.number));
    auto& attachment =
        addChild(addChild(message, XmlElement("Attachments")), XmlElement("Attachment"));
    addText(attachment, "URI", "/vmrest/messages/" + voice.id + "/attachments/0");
    addText(attachment, "contentType", "audio/wav");
    addText(attachment, "contentTransferEncoding", "base64");
    addText(attachment, "contentDisposition", "voice");
    return message;
}

}  // namespace sidetone::office::voicemail
