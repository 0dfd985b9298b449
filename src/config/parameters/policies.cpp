// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parameters/tables.h"

namespace sidetone::config::parameters {
namespace {

constexpr Rows rows{Section::Policies};
constexpr Parameter table[] = {
    rows.flag("Telephony_Enabled", "true", "Calls"),
    rows.flag("Voicemail_Enabled", "true", "Voicemail"),
    rows.flag("Meetings_Enabled", "true", "Meetings"),
    rows.flag("EnableVideo", "true", "Video in calls"),
    rows.flag("EnableSIPURIDialling", "true", "Addresses can be called, not only numbers"),
    rows.text("VoiceServicesDomain", "",
              "Domain whose DNS records name the services, where it is another than ServicesDomain",
              planning),
    rows.list("ServiceDiscoveryExcludedServices", "Discovery does not look for WEBEX, CUCM or CUP",
              planning),
    rows.choice("ServicesDomainSsoEmailPrompt", "OFF", "ON|OFF",
                "Ask for a mail address before single sign-on", planning),
    rows.flag("ForceC2XDirectoryResolution", "true", "Look clicked numbers up in the directory"),
    rows.choice("InitialPhoneSelection", "softphone", "softphone|deskphone",
                "Phone that is used first"),
    rows.choice("SoftPhoneModeWindowBehavior", "OnCall", "OnVideo|OnCall|Never",
                "When a call gets a window"),
    rows.choice("DeskPhoneModeWindowBehavior", "OnCall", "OnVideo|OnCall|Never",
                "When a desk phone's call gets a window"),
    rows.flag("EnableBFCPVideoDesktopShare", "true", "Share the desktop as video in calls"),
    rows.flag("EnableP2PDesktopShare", "true", "Share the desktop without a call"),
    rows.number("SharePortRangeStart", "", "1024..65535",
                "First port of desktop sharing without a call"),
    rows.number("SharePortRangeSize", "16383", "40..64511", "How many ports follow it"),
    rows.flag("File_Transfer_Enabled", "true", "Files can be sent", older),
    rows.flag("Screen_Capture_Enabled", "true", "Pictures of the screen can be sent", older),
    rows.list("Disallowed_File_Transfer_Types", "File types that are never sent or taken"),
    rows.flag("Disable_MultiDevice_Message", "false", "Messages go to one device alone"),
    rows.flag("DisableVoicemailSentBox", "false", "No list of sent voicemail"),
    rows.flag("EnableCallPickup", "false", "Pick up calls of the own group"),
    rows.flag("EnableGroupCallPickup", "false", "Pick up calls of another group by its number"),
    rows.flag("EnableOtherGroupPickup", "false", "Pick up calls of associated groups"),
    rows.flag("EnableHuntGroup", "false", "Log in to and out of hunt groups"),
    rows.flag("PreventDeclineOnHuntCall", "true", "Hunt calls cannot be declined"),
    rows.flag("EnableAccessoriesManager", "true", "Buttons of headsets work"),
    rows.list("BlockAccessoriesManagerPlugins", "Headset plug-ins that are not loaded"),
    rows.text("BlockVersionBelow", "", "Older versions may not sign in"),
    rows.flag("EnableDualConnections", "false", "Keep a connection to the second presence server"),
    rows.number("Inactive_Connection_Activation_Timer", "120", "1..3600",
                "Seconds until the second connection takes over"),
    rows.flag("EnableForensicsContactData", "true", "Problem reports may hold the contacts"),
    rows.flag("EnableLocalAddressBookSearch", "true", "Search the address book of this machine"),
    rows.flag("EnableMediaStatistics", "true", "Report the quality of calls"),
    rows.flag("EnableRecordingTone", "true", "A tone tells that a call is recorded"),
    rows.number("LocalRecordingToneVolume", "10", "0..100", "Volume of that tone here"),
    rows.number("NearEndRecordingToneVolume", "10", "0..100",
                "Volume of that tone for the far end"),
    rows.number("RecordingToneInterval", "11500", "8000..32000",
                "Milliseconds between recording tones"),
    rows.flag("EnableSaveChatToFile", "true", "Chats can be saved to a file"),
    rows.flag("PrintIMEnabled", "true", "Chats can be printed"),
    rows.flag("InvalidCredentialsLogout", "false", "A refused password signs out"),
    rows.flag("LegacyOAuthLogout", "false", "An expired token signs out"),
    rows.choice("LogWritingDesktop", "", "Always|UserCanEnable|Never",
                "Whether logs are written to disk"),
    rows.number("MaxNumberOfFilesDesktop", "10", "1..20", "Log files that are kept"),
    rows.flag("UserEnabledDetailedLogging", "false", "The person may switch on detailed logs"),
    rows.flag("DiagnosticsToolEnabled", "true", "Diagnostics can be opened"),
    rows.flag("AlertOnAvailableEnabled", "true", "Tell when somebody becomes available"),
    rows.number("CommonCriteriaEndCallTimeout", "300", "1..86400",
                "Seconds until a call without media ends"),
    rows.flag("MuteAudioByDefault", "false", "Calls start muted"),
    rows.flag("SelfMuteTone", "true", "A tone tells that one is muted"),
    rows.flag("Recent_Chats_Enabled", "true", "Show recent chats"),
    rows.choice("RememberChatList", "on", "on|off", "Open the list of chats as it was"),
    rows.text("RemotePRTServer", "", "Where problem reports go that an administrator asks for"),
    rows.text("selfcareURL", "", "Page where people change their own settings"),
    rows.flag("ShowSelfCarePortal", "true", "Show the way to that page"),
    rows.flag("TelemetryEnabled", "true",
              "Statistics of use in the reference client; this one sends none"),
};

}  // namespace

std::span<const Parameter> policies() {
    return table;
}

}  // namespace sidetone::config::parameters
