// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sidetone

// Who is signed in, and their presence, which a press changes.
T.AbstractButton {
    id: self
    objectName: "selfHeader"
    required property SessionController session

    implicitHeight: Theme.header
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    text: qsTr("%1, %2. Change your presence").arg(session.name).arg(line.text)
    Accessible.role: Accessible.ButtonMenu
    Accessible.name: text
    Accessible.onPressAction: self.clicked()
    Keys.onReturnPressed: self.clicked()
    Keys.onEnterPressed: self.clicked()
    onClicked: menu.active ? menu.item.open() : menu.active = true

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.margins: 6
            radius: Theme.radius
            color: self.down ? Theme.pressed : self.hovered ? Theme.hover : "transparent"
            FocusFrame { shown: self.visualFocus; gap: 0 }
        }
    }
    contentItem: Item {
        Avatar {
            id: picture
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            initials: self.session.initials
            who: self.session.address
            hue: self.session.hue
            availability: self.session.availability
            ground: self.down ? Theme.pressed : self.hovered ? Theme.hover : Theme.surface
        }
        Column {
            x: 72
            width: parent.width - x - 18
            anchors.verticalCenter: parent.verticalCenter
            spacing: 2
            Words {
                width: parent.width
                text: self.session.name
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
            Row {
                spacing: 5
                Words {
                    id: line
                    width: Math.min(implicitWidth, self.width - 72 - 40)
                    text: self.session.statusText === "" ? self.session.presence
                        : qsTr("%1 \u00b7 %2").arg(self.session.presence).arg(self.session.statusText)
                    color: Theme.muted
                    font.pixelSize: Theme.small
                    Accessible.ignored: true
                }
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "chevron-down"
                    size: 11
                }
            }
        }
    }
    Loader {
        id: menu
        active: false
        sourceComponent: PresenceMenu {
            parent: self
            x: 12
            y: self.height - 4
            session: self.session
        }
        onLoaded: item.open()
    }
}
