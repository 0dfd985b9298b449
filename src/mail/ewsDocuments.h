// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Result.h"
#include "core/XmlElement.h"
#include "store/ChatsToSave.h"

/// What is said to Exchange Web Services and what it says (SOAP 1.1; voicemail and calendar
/// contract, 4.3 and 6). The names of elements are Microsoft's published ones; which of them the
/// reference client writes into a saved chat is not published ([I]).
namespace sidetone::mail {

/// What the folder of saved chats is called in everybody's mailbox.
inline constexpr std::string_view chatFolder = "Cisco Jabber Chats";
/// The named property (in the set PublicStrings) by which an item is found again.
inline constexpr std::string_view chatKeyProperty = "SidetoneChatKey";

/// One answer of the service.
struct EwsReply {
    std::string code;          ///< "NoError", "ErrorFolderExists"; of a SOAP fault its own code
    std::string text;          ///< in the server's words
    core::XmlElement message;  ///< the response message

    [[nodiscard]] bool isGood() const { return code == "NoError"; }
};

[[nodiscard]] std::string findFolders();
[[nodiscard]] std::string createFolder();
/// Looks for the item with that chat's key.
[[nodiscard]] std::string findItem(const std::string& folderId, const std::string& key);
[[nodiscard]] std::string createItem(const std::string& folderId, const store::ChatToSave& chat);
/// Autodiscover's older form ("POX"), which needs no version to be agreed on.
[[nodiscard]] std::string autodiscover(const std::string& address);

/// BadAnswer where it is no answer of the service.
[[nodiscard]] core::Result<EwsReply> readReply(std::string_view document);
/// The id of the folder of saved chats; empty where it is not there.
[[nodiscard]] std::string folderIdIn(const EwsReply& reply);
/// The id of the first folder, whatever its name: of the answer to createFolder().
[[nodiscard]] std::string createdFolderIn(const EwsReply& reply);
[[nodiscard]] bool hasItem(const EwsReply& reply);
/// Where the web services are; NotFound where it does not say, or where they would not be reached
/// by https.
[[nodiscard]] core::Result<std::string> readAutodiscover(std::string_view document);

/// The chat as a page (HTML), with times of this computer's zone; and what it is called.
[[nodiscard]] std::string chatPage(const store::ChatToSave& chat);
[[nodiscard]] std::string chatTitle(const store::ChatToSave& chat);

}  // namespace sidetone::mail
