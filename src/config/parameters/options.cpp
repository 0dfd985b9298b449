// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parameters/tables.h"

namespace sidetone::config::parameters {
namespace {

constexpr Rows rows{Section::Options};
constexpr Parameter table[] = {
    rows.flag("AllowUserCustomTabs", "true", "The person may add tabs"),
    rows.text("CameraPreference", "", "Camera that calls take; without it the first", ours),
    rows.text("LoudspeakerPreference", "",
              "Loudspeaker that calls take; without it the system's default", ours),
    rows.text("MicrophonePreference", "",
              "Microphone that calls take; without it the system's default", ours),
    rows.text("RingerPreference", "",
              "Loudspeaker on which calls ring; without it the system's default", ours),
    rows.number("Callhistory_Expire_Days", "0", "0..36500",
                "Days after which calls leave the history; 0 is never"),
    rows.number("ConfigRefetchInterval", "8", "4..8760",
                "Hours after which configuration is fetched again"),
    rows.choice("ConfMediaType", "", "BridgeOnly|WebExOnly", "Where conferences take place"),
    rows.choice("DockedWindowPosition", "TopCenter", "TopLeft|TopCenter|TopRight",
                "Where the small window docks"),
    rows.flag("DockedWindowVisible", "true", "Show the small docked window"),
    rows.flag("EnableBridgeConferencing", "false", "People may use a bridge of their own"),
    rows.flag("UseBridgeForConferenceCalls", "true", "Conferences use the bridge"),
    rows.text("UserBridgeUriAdmin", "", "Address of everybody's bridge, with %%uid%%"),
    rows.flag("EnableCalendarIntegration", "false", "Show meetings of the calendar"),
    rows.flag("EnableSaveChatHistoryToExchange", "false",
              "Closed chats are saved to people's mailboxes on Exchange"),
    rows.choice("SaveChatHistoryToExchangeOperationMode", "DisabledByPolicy",
                "DisabledByPolicy|EnabledByPolicy|DisabledByDefault|EnabledByDefault|"
                "OnPremOnlyByPolicy|OnPremOnlyByDefault",
                "Whether they are, and whether people may choose"),
    rows.choice("Save_Chats_To_Exchange", "", "on|off",
                "The person's choice, where that leaves it to them", ours),
    rows.flag("SaveEncryptedChatsToExchange", "false",
              "Also what was encrypted from person to person, which then lies there as plain text",
              ours),
    rows.text("InternalExchangeServer", "",
              "Exchange server inside: a name, with a port, or a URL; http:// for port 80"),
    rows.text("ExternalExchangeServer", "", "The same outside"),
    rows.text("EmailAsExchangeDiscoverDomain", "",
              "Exchange is looked for (Autodiscover) at the domain of the mail address: true, or a "
              "domain"),
    rows.text("ExchangeAutodiscoverDomain", "", "Else at this domain"),
    rows.text("ExchangeDomain", "", "Else at this domain"),
    rows.choice("Exchange_UseCredentialsFrom", "", "CUP|CUCM|WEBEX",
                "Whose credentials the mailbox takes"),
    rows.flag("ExchangeAuthenticateWithSystemAccount", "true",
              "The reference client uses the account of Windows; this one has none"),
    rows.flag("ExchangeModernAuthentication", "false",
              "Exchange wants tokens of its own sign-on (not built)"),
    rows.flag("EnableLoadAddressBook", "true", "Use the address book of this machine"),
    rows.flag("EnableProximity", "true", "Pair with room systems nearby"),
    rows.choice("HeadsetPreference", "", "PreferNewDevice|PreferOldDevice",
                "Whether a headset that is plugged in takes over"),
    rows.number("lastselectedline", "", "1..64", "Line that was used last"),
    rows.text("LocalAddressBook", "",
              "Own address book: a folder or file of vCards whose people are found beside the "
              "directory's; a name without a leading slash is in the profile folder",
              ours),
    rows.text("AddressBookServer", "",
              "Own address book: a CardDAV server, as the address of a page, a host or a mail "
              "address; its people are found beside the directory's",
              ours),
    rows.text("AddressBookUser", "",
              "Who the person is there; the password is asked for in the settings of the directory",
              ours),
    rows.flag("LocalDirectoryIndex", "false",
              "Keep everybody of the directory on this machine, encrypted like the chats, and read "
              "it anew each day: people are found at once, and the directory is asked less",
              ours),
    rows.choice("LocalHistory", "kept", "kept|session|none",
                "How long chats stay on this machine: until the person removes them, until "
                "sign-out, or no longer than they are open",
                ours),
    rows.flag("Location_Enabled", "true", "Show where people are"),
    rows.choice("Location_Mode", "", "ENABLED|DISABLED|ENABLEDNOPROMPT",
                "Whether places are asked for"),
    rows.flag("Meetings_In_Presence", "false",
              "Others see \"In a meeting\" according to the calendar; one value with the switch of "
              "the presence server",
              ours),
    rows.flag("Set_Status_Away_On_Inactive", "true", "Become away when nobody types"),
    rows.flag("Set_Status_Away_On_Lock_OS", "true", "Become away when the screen is locked"),
    rows.number("Set_Status_Inactive_Timeout", "15", "1..1440", "Minutes until away"),
    rows.flag("ShowContactPictures", "true", "Show pictures of people"),
    rows.flag("ShowOfflineContacts", "true", "Show people who are not signed in"),
    rows.flag("ShowTabLabel", "false", "Show names below tabs"),
    rows.flag("Start_Client_On_Start_OS", "false", "Start with the session"),
    rows.flag("StartCallWithVideo", "true", "Calls start with video"),
};

}  // namespace

std::span<const Parameter> options() {
    return table;
}

}  // namespace sidetone::config::parameters
