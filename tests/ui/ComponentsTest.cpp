// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the Qt Quick tests of components/.
#include <QtQuickTest/quicktest.h>
#include <QQmlEngine>

#include "host/WindowHost.h"

class Setup : public QObject {
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable() {
        sidetone::desktop::chooseRenderer(sidetone::desktop::Renderer::Software);
    }
    void qmlEngineAvailable(QQmlEngine* engine) { sidetone::desktop::equip(*engine); }
};

QUICK_TEST_MAIN_WITH_SETUP(components, Setup)
#include "ComponentsTest.moc"
