// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sidetone

// What the hub's field found, in groups. While somebody points here or moves in it, nothing that is
// shown goes to another place.
PlainList {
    id: list
    required property Desktop desktop
    property string currentAddress
    readonly property HubSearchModel search: desktop.search
    signal chosen(string address)
    signal found(string address, var message)
    signal dialled(string target)
    signal commanded(string command)

    function open(row: int) {
        const item = list.itemAtIndex(row)
        if (item) list.openRow(item)
    }
    function openRow(row: Item) {
        if (row.kind === "command") list.commanded(row.command)
        else if (row.kind === "message") list.found(row.address, Number(row.message))
        else if (row.address !== "") list.chosen(row.address)
        else if (row.kind === "person") list.desktop.showFound(row.index)
        else list.dialled(row.number)
    }

    objectName: "hubResults"
    label: qsTr("Search results")
    model: list.search
    currentIndex: -1
    onActiveFocusChanged: if (activeFocus && currentIndex < 0) currentIndex = 0
    section.property: "section"
    section.delegate: SectionTitle {}
    footer: LinkButton {
        visible: list.desktop.found.count >= 30
        height: visible ? implicitHeight : 0
        text: qsTr("More messages")
        onClicked: list.desktop.found.more()
    }
    delegate: HubRow {
        selected: kind === "person" && address !== "" && address === list.currentAddress
        callable: list.desktop.calls.available
        onClicked: list.openRow(this)
        onCalled: list.dialled(number)
        onPersonWanted: list.desktop.showFound(index)
    }
    HoverHandler { id: pointer }
    Binding {
        target: list.search
        property: "held"
        value: pointer.hovered || list.activeFocus
        when: list.visible
    }
    Connections {
        target: list.search
        function onTextChanged() { list.currentIndex = -1; list.positionViewAtBeginning() }
    }
}
