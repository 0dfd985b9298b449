// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parameters/tables.h"

namespace sidetone::config::parameters {
namespace {

constexpr Rows rows{Section::Options};
constexpr Parameter table[] = {
    rows.flag("AllowUserCustomTabs", "true", "The person may add tabs"),
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
    rows.flag("EnableLoadAddressBook", "true", "Use the address book of this machine"),
    rows.flag("EnableProximity", "true", "Pair with room systems nearby"),
    rows.choice("HeadsetPreference", "", "PreferNewDevice|PreferOldDevice",
                "Whether a headset that is plugged in takes over"),
    rows.number("lastselectedline", "", "1..64", "Line that was used last"),
    rows.flag("Location_Enabled", "true", "Show where people are"),
    rows.choice("Location_Mode", "", "ENABLED|DISABLED|ENABLEDNOPROMPT",
                "Whether places are asked for"),
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
