// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/mail/ewsAnswers.h"

#include <cstdlib>

#include "config/xmlFields.h"
#include "office/contracts/xmlDocument.h"

namespace sidetone::office::ews {
namespace {

using config::findAnywhere;
using core::XmlElement;

constexpr const char* soap = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr const char* messages = "http://schemas.microsoft.com/exchange/services/2006/messages";
constexpr const char* types = "http://schemas.microsoft.com/exchange/services/2006/types";
constexpr const char* flagsTag = "0x0E07";
/// PR_MESSAGE_FLAGS: the bit of what was never sent.
constexpr int unsent = 8;

std::string envelope(XmlElement answer) {
    XmlElement root("Envelope", soap);
    addChild(root, XmlElement("Body", soap)).add(std::move(answer));
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + root.toXml();
}

/// "FindFolder" becomes FindFolderResponse/ResponseMessages/FindFolderResponseMessage.
std::string answerTo(const std::string& request, const char* code, XmlElement content) {
    XmlElement answer(request + "Response", messages);
    auto& message = addChild(addChild(answer, XmlElement("ResponseMessages", messages)),
                             XmlElement(request + "ResponseMessage", messages));
    const bool isGood = std::string_view(code) == "NoError";
    message.setAttribute("ResponseClass", isGood ? "Success" : "Error");
    addChild(message, XmlElement("ResponseCode", messages)).setText(code);
    if (isGood) message.add(std::move(content));
    return envelope(std::move(answer));
}

XmlElement id(const char* name, const std::string& value) {
    XmlElement element(name, types);
    element.setAttribute("Id", value);
    element.setAttribute("ChangeKey", "AQAAAA==");
    return element;
}

XmlElement folderElement(const MailFolder& folder) {
    XmlElement element("Folder", types);
    element.add(id("FolderId", folder.id));
    addChild(element, XmlElement("DisplayName", types)).setText(folder.name);
    return element;
}

XmlElement itemElement(const MailItem& item) {
    XmlElement element("Message", types);
    element.add(id("ItemId", item.id));
    return element;
}

std::string folderIdIn(const XmlElement& request) {
    const auto* folder = findAnywhere(request, "FolderId");
    return folder != nullptr ? std::string(folder->attribute("Id")) : std::string();
}

/// The value that the request restricts items to; empty where it does not.
std::string wantedKey(const XmlElement& request) {
    const auto* restriction = findAnywhere(request, "Restriction");
    const auto* constant =
        restriction != nullptr ? findAnywhere(*restriction, "Constant") : nullptr;
    return constant != nullptr ? std::string(constant->attribute("Value")) : std::string();
}

void readProperties(const XmlElement& message, MailItem& item) {
    for (const auto& property : message.children) {
        if (property.name != "ExtendedProperty") continue;
        const auto* field = property.child("ExtendedFieldURI");
        if (field == nullptr) continue;
        const auto value = property.childText("Value");
        if (field->attribute("PropertyTag") == flagsTag) {
            item.isDraft = (std::atoi(value.c_str()) & unsent) != 0;
        } else if (field->hasAttribute("PropertyName")) {
            item.key = value;
        }
    }
}

}  // namespace

std::string folders(const MailStore& mail) {
    XmlElement root("RootFolder", messages);
    auto& list = addChild(root, XmlElement("Folders", types));
    for (const auto& folder : mail.folders()) list.add(folderElement(folder));
    root.setAttribute("TotalItemsInView", std::to_string(mail.folders().size()));
    return answerTo("FindFolder", "NoError", std::move(root));
}

std::string createFolder(const XmlElement& request, MailStore& mail) {
    const auto* wanted = findAnywhere(request, "Folder");
    const auto name = wanted != nullptr ? wanted->childText("DisplayName") : std::string();
    if (name.empty()) return answerTo("CreateFolder", "ErrorInvalidRequest", {});
    if (mail.folderNamed(name) != nullptr) return answerTo("CreateFolder", "ErrorFolderExists", {});
    const auto added = mail.addFolder(name);
    if (!added) return answerTo("CreateFolder", "ErrorInternalServerError", {});
    XmlElement list("Folders", messages);
    list.add(folderElement(*mail.folder(*added)));
    return answerTo("CreateFolder", "NoError", std::move(list));
}

std::string items(const XmlElement& request, const MailStore& mail) {
    const auto folder = folderIdIn(request);
    if (mail.folder(folder) == nullptr) return answerTo("FindItem", "ErrorItemNotFound", {});
    const auto key = wantedKey(request);
    XmlElement root("RootFolder", messages);
    auto& list = addChild(root, XmlElement("Items", types));
    for (const auto& item : mail.items()) {
        if (item.folder == folder && (key.empty() || item.key == key)) list.add(itemElement(item));
    }
    return answerTo("FindItem", "NoError", std::move(root));
}

std::string createItem(const XmlElement& request, MailStore& mail) {
    MailItem item;
    item.folder = folderIdIn(request);
    if (mail.folder(item.folder) == nullptr) return answerTo("CreateItem", "ErrorItemNotFound", {});
    const auto* message = findAnywhere(request, "Message");
    if (message == nullptr || request.attribute("MessageDisposition") != "SaveOnly") {
        return answerTo("CreateItem", "ErrorInvalidRequest", {});
    }
    item.itemClass = message->childText("ItemClass");
    item.subject = message->childText("Subject");
    item.body = message->childText("Body");
    item.isRead = message->childText("IsRead") == "true";
    readProperties(*message, item);
    const auto added = mail.addItem(std::move(item));
    if (!added) return answerTo("CreateItem", "ErrorInternalServerError", {});
    XmlElement list("Items", messages);
    list.add(itemElement(mail.items().back()));
    return answerTo("CreateItem", "NoError", std::move(list));
}

std::string full() {
    return answerTo("CreateItem", "ErrorQuotaExceeded", {});
}

std::string fault(const std::string& words) {
    XmlElement element("Fault", soap);
    addText(element, "faultcode", "ErrorInvalidRequest");
    addText(element, "faultstring", words);
    return envelope(std::move(element));
}

}  // namespace sidetone::office::ews
