// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parameters/tables.h"

namespace sidetone::config::parameters {
namespace {

constexpr Rows rows{Section::Client};
constexpr Parameter table[] = {
    rows.flag("AllowUserSelectChatsFileDirectory", "true",
              "The person may choose where chats are saved"),
    rows.flag("AutoAcceptFileTransfer", "false", "Take files without asking"),
    rows.flag("AutoAcceptImage", "true", "Take pictures without asking"),
    rows.text("AutosaveChatsLocation", "", "Folder where closed chats are saved"),
    rows.text("ChatAlert", "", "Sound of a new chat"),
    rows.number("ChatTelephonyEscalationLimit", "25", "0..10000",
                "People up to which a group chat may become a call; 0 is no limit"),
    rows.choice("DefaultActionOfContactList", "Chat", "Chat|Call",
                "What a double click on a contact does"),
    rows.flag("Disable_IM_History", "false", "Keep no chats after they are closed"),
    rows.flag("DisableAudioDucking", "true", "Leave other programs' sound as it is during calls"),
    rows.flag("DisableCallHistoryResolution", "false",
              "Show numbers as they are in the call history"),
    rows.flag("EnableAutosave", "false", "Save chats when they close"),
    rows.flag("EnableConvertNumberToURI", "true", "Call a contact's address instead of the number"),
    rows.flag("EnableFecc", "true", "The far end may move the camera"),
    rows.flag("EnableInlineImages", "true", "Show pictures inside the chat"),
    rows.flag("EnablePrt", "true", "Problem reports hold logs"),
    rows.flag("EnablePrtEncryption", "false", "Encrypt problem reports"),
    rows.flag("EnableSaveLogsToLocal", "true", "Logs may be saved on this machine"),
    rows.flag("EnableSingleNumberReach", "true", "Ring other phones of the person too"),
    rows.number("ForceLogoutTimerDesktop", "", "1..480", "Sign out after so many idle minutes"),
    rows.text("Forgot_Password_URL", "", "Page behind 'forgot password'"),
    rows.choice("HideCallControlStrip", "", "disable|enable", "Hide the bar of call buttons"),
    rows.choice("IP_Mode", "Dual_Stack", "IPV4_Only|IPV6_Only|Dual_Stack",
                "Which version of IP to use"),
    rows.number("J2JMaxBandwidthKbps", "4000", "128..4000",
                "Bandwidth of desktop sharing between two people, kbit/s"),
    rows.flag("LdapAnonymousBinding", "false", "Ask the directory without a name"),
    rows.flag("MakeUsernameReadOnly", "false", "The user name cannot be changed at sign-in"),
    rows.number("MaxNumberOfBookmarks", "30", "0..10000", "Bookmarked chats"),
    rows.flag("Mention_GroupChat", "true", "Mentions in group chats"),
    rows.flag("Mention_P2Pchat", "true", "Mentions between two people"),
    rows.flag("Mention_PersistentChat", "true", "Mentions in chat rooms"),
    rows.text("MyJabberFilesLocation", "", "Folder of received files"),
    rows.flag("Persistent_Chat_Enabled", "false", "Chat rooms that stay"),
    rows.flag("PersistentChatTelephonyEnabled", "true", "Calls out of chat rooms"),
    rows.flag("PersistIMNotifications", "false", "Notifications stay until they are closed"),
    rows.text("PrtCertificateName", "", "Certificate that problem reports are encrypted to"),
    rows.text("PrtCertificateUrl", "", "Where to fetch that certificate"),
    rows.text("PrtLogServerURL", "", "Where problem reports are uploaded"),
    rows.flag("RestoreChatOnLogin", "false", "Open the last chats again at sign-in"),
    rows.flag("ShowCallAlerts", "true", "Show incoming calls on the screen"),
    rows.choice("ShowIconWhenMobile", "Default_on", "On|Off|Default_on|Default_off",
                "Show that somebody is on a mobile device"),
    rows.flag("ShowRecentsTab", "true", "Show the list of recent calls"),
    rows.flag("SingleLinePhoneLabel", "", "Show the label of a single line"),
    rows.flag("spell_check_enabled", "false", "Check spelling while typing"),
    rows.number("spell_check_language", "", "0..1000000",
                "Language of the spelling check, an LCID"),
    rows.flag("STARTUP_AUTHENTICATION_REQUIRED", "false", "Ask for the password at every start"),
    rows.flag("SwapDisplayNameOrder", "true", "Last name first where the language does so"),
    rows.flag("SystemIdleDuringCalls", "false", "The screen may lock during calls"),
    rows.flag("TelephonyOnlyDiscovery", "false", "Look for phone services alone"),
    rows.flag("UnreadMessageDeleteAlert", "true", "Warn before unread messages are deleted"),
    rows.text("UpdateUrl", "", "Where newer versions are announced"),
    rows.flag("UseSystemLanguage", "false", "Speak the operating system's language"),
    rows.choice("UXModel", "modern", "modern|classic", "Look of the reference client"),
};

}  // namespace

std::span<const Parameter> client() {
    return table;
}

}  // namespace sidetone::config::parameters
