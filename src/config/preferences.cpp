// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/preferences.h"

#include <algorithm>

#include "config/Registry.h"

namespace sidetone::config {
namespace {

constexpr std::string_view personal[] = {
    "AddressBookServer",
    "AddressBookUser",
    "AlertOnAvailableEnabled",
    "AutoAcceptImage",
    "AutosaveChatsLocation",
    "CameraPreference",
    "ChatAlert",
    "ClientCertificateFile",
    "DefaultActionOfContactList",
    "DisableAudioDucking",
    "DockedWindowPosition",
    "DockedWindowVisible",
    "EnableAutosave",
    "EnableDSCPPacketMarking",
    "EnableInlineImages",
    "HeadsetPreference",
    "InitialPhoneSelection",
    "lastselectedline",
    "LocalAddressBook",
    "LoudspeakerPreference",
    "Low_Bandwidth_Mode",
    "Meetings_In_Presence",
    "Mention_GroupChat",
    "Mention_P2Pchat",
    "Mention_PersistentChat",
    "MicrophonePreference",
    "MuteAudioByDefault",
    "MyJabberFilesLocation",
    "PersistIMNotifications",
    "Presence_On_Desktop_Bus",
    "RememberChatList",
    "RestoreChatOnLogin",
    "RingerPreference",
    "Save_Chats_To_Exchange",
    "SelfMuteTone",
    "Set_Status_Away_On_Inactive",
    "Set_Status_Away_On_Lock_OS",
    "Set_Status_Inactive_Timeout",
    "ShowCallAlerts",
    "ShowContactPictures",
    "ShowOfflineContacts",
    "ShowTabLabel",
    "spell_check_enabled",
    "spell_check_language",
    "StartCallWithVideo",
    "Start_Client_On_Start_OS",
    "UseSystemLanguage",
};

}  // namespace

std::span<const std::string_view> personalParameters() {
    return personal;
}

bool isPersonal(std::string_view name) {
    const auto* parameter = findParameter(name);
    return parameter != nullptr && std::find(std::begin(personal), std::end(personal),
                                             parameter->name) != std::end(personal);
}

}  // namespace sidetone::config
