// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sidetone

// A certificate that was refused while the person is signed in.
SidePage {
    id: page

    function enter() { if (form.item) form.item.enter() }

    title: qsTr("Certificate")
    Component.onCompleted: page.desktop.certificate.review()
    ScrollColumn {
        inset: page.stacked ? 16 : 24
        most: 560
        Loader {
            id: form
            active: page.desktop.certificate.active
            Layout.fillWidth: true
            sourceComponent: CertificateForm { certificate: page.desktop.certificate }
        }
        Words {
            visible: !page.desktop.certificate.active
            text: qsTr("No certificate waits for your decision.")
            color: Theme.muted
        }
    }
}
