// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/ewsDocuments.h"

#include "config/xmlFields.h"
#include "core/XmlReader.h"
#include "core/text.h"

namespace sidetone::mail {
namespace {

using core::XmlElement;

constexpr const char* soap = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr const char* messages = "http://schemas.microsoft.com/exchange/services/2006/messages";
constexpr const char* types = "http://schemas.microsoft.com/exchange/services/2006/types";
constexpr const char* version = "Exchange2010_SP2";
constexpr std::size_t longestText = 200;

XmlElement m(const char* name) {
    return XmlElement(name, messages);
}

XmlElement t(const char* name) {
    return XmlElement(name, types);
}

XmlElement text(const char* name, std::string_view value) {
    auto element = t(name);
    element.setText(std::string(value));
    return element;
}

XmlElement& add(XmlElement& parent, XmlElement child) {
    parent.add(std::move(child));
    return parent.children.back();
}

std::string envelope(XmlElement request) {
    XmlElement root("Envelope", soap);
    auto& header = add(root, XmlElement("Header", soap));
    add(header, t("RequestServerVersion")).setAttribute("Version", version);
    add(root, XmlElement("Body", soap)).add(std::move(request));
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + root.toXml();
}

XmlElement mailboxRoot() {
    auto root = t("DistinguishedFolderId");
    root.setAttribute("Id", "msgfolderroot");
    return root;
}

XmlElement folder(const std::string& id) {
    auto element = t("FolderId");
    element.setAttribute("Id", id);
    return element;
}

XmlElement shape(const char* name, const char* base) {
    auto element = m(name);
    add(element, text("BaseShape", base));
    return element;
}

XmlElement keyProperty() {
    auto property = t("ExtendedFieldURI");
    property.setAttribute("DistinguishedPropertySetId", "PublicStrings");
    property.setAttribute("PropertyName", std::string(chatKeyProperty));
    property.setAttribute("PropertyType", "String");
    return property;
}

/// PR_MESSAGE_FLAGS with "read" alone: otherwise a stored item is shown as a draft.
XmlElement noDraft() {
    auto property = t("ExtendedProperty");
    auto& field = add(property, t("ExtendedFieldURI"));
    field.setAttribute("PropertyTag", "0x0E07");
    field.setAttribute("PropertyType", "Integer");
    add(property, text("Value", "1"));
    return property;
}

const XmlElement* withResponseClass(const XmlElement& element) {
    if (element.hasAttribute("ResponseClass")) return &element;
    for (const auto& child : element.children) {
        if (const auto* found = withResponseClass(child)) return found;
    }
    return nullptr;
}

/// The id of a folder with that display name, or with any where it is empty.
std::string folderId(const XmlElement& element, std::string_view name) {
    const auto* id = element.child("FolderId");
    if (id != nullptr && (name.empty() || element.childText("DisplayName") == name)) {
        return std::string(id->attribute("Id"));
    }
    for (const auto& child : element.children) {
        if (auto found = folderId(child, name); !found.empty()) return found;
    }
    return {};
}

core::Error badAnswer() {
    return core::fail(core::ErrorCode::BadAnswer, "Reading the mail server's answer",
                      "it is no answer of Exchange Web Services",
                      "Ask your administrator which server saves chats.");
}

}  // namespace

std::string findFolders() {
    auto request = m("FindFolder");
    request.setAttribute("Traversal", "Shallow");
    request.add(shape("FolderShape", "Default"));
    add(request, m("ParentFolderIds")).add(mailboxRoot());
    return envelope(std::move(request));
}

std::string createFolder() {
    auto request = m("CreateFolder");
    add(request, m("ParentFolderId")).add(mailboxRoot());
    auto& made = add(add(request, m("Folders")), t("Folder"));
    add(made, text("DisplayName", chatFolder));
    return envelope(std::move(request));
}

std::string findItem(const std::string& folderId, const std::string& key) {
    auto request = m("FindItem");
    request.setAttribute("Traversal", "Shallow");
    request.add(shape("ItemShape", "IdOnly"));
    auto& equal = add(add(request, m("Restriction")), t("IsEqualTo"));
    equal.add(keyProperty());
    add(add(equal, t("FieldURIOrConstant")), t("Constant")).setAttribute("Value", key);
    add(request, m("ParentFolderIds")).add(folder(folderId));
    return envelope(std::move(request));
}

std::string createItem(const std::string& folderId, const store::ChatToSave& chat) {
    auto request = m("CreateItem");
    request.setAttribute("MessageDisposition", "SaveOnly");
    add(request, m("SavedItemFolderId")).add(folder(folderId));
    // The schema wants this order.
    auto& item = add(add(request, m("Items")), t("Message"));
    add(item, text("ItemClass", "IPM.Note"));
    add(item, text("Subject", chatTitle(chat)));
    add(item, text("Body", chatPage(chat))).setAttribute("BodyType", "HTML");
    item.add(noDraft());
    auto& key = add(item, t("ExtendedProperty"));
    key.add(keyProperty());
    add(key, text("Value", chat.key));
    add(item, text("IsRead", "true"));
    return envelope(std::move(request));
}

std::string autodiscover(const std::string& address) {
    constexpr const char* space =
        "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
    XmlElement root("Autodiscover", space);
    auto& request = add(root, XmlElement("Request", space));
    add(request, XmlElement("EMailAddress", space)).setText(address);
    add(request, XmlElement("AcceptableResponseSchema", space))
        .setText("http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a");
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + root.toXml();
}

core::Result<EwsReply> readReply(std::string_view document) {
    auto root = core::readXml(document);
    if (!root) return badAnswer();
    if (const auto* fault = config::findAnywhere(*root, "Fault")) {
        return EwsReply{core::printable(fault->childText("faultcode"), longestText),
                        core::printable(fault->childText("faultstring"), longestText),
                        {}};
    }
    const auto* message = withResponseClass(*root);
    if (message == nullptr || message->child("ResponseCode") == nullptr) return badAnswer();
    return EwsReply{core::printable(message->childText("ResponseCode"), longestText),
                    core::printable(message->childText("MessageText"), longestText), *message};
}

std::string folderIdIn(const EwsReply& reply) {
    return folderId(reply.message, chatFolder);
}

std::string createdFolderIn(const EwsReply& reply) {
    return folderId(reply.message, {});
}

bool hasItem(const EwsReply& reply) {
    return config::findAnywhere(reply.message, "ItemId") != nullptr;
}

core::Result<std::string> readAutodiscover(std::string_view document) {
    const auto root = core::readXml(document);
    const auto* url = root ? config::findAnywhere(*root, "EwsUrl") : nullptr;
    auto found = url != nullptr ? config::textOf(*url) : std::string();
    if (found.starts_with("https://")) return found;
    return core::fail(core::ErrorCode::NotFound, "Looking for the mail server",
                      "the answer names no web services that are reached by https",
                      "Ask your administrator to name it (InternalExchangeServer).");
}

}  // namespace sidetone::mail
