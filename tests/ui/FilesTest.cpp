// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QRegularExpression>
#include <QTest>

#include "host/WindowHost.h"

using namespace sidetone;

/// Every QML file compiles. Some faults show only then: a property named onSomething is taken for
/// a handler, and a final property cannot be declared again.
class FilesTest : public QObject {
    Q_OBJECT

    static QStringList names() {
        return QDir(QStringLiteral(":/qt/qml/Sidetone"))
            .entryList({QStringLiteral("*.qml")}, QDir::Files);
    }

private Q_SLOTS:
    void compiles_data() {
        QTest::addColumn<QString>("name");
        for (const auto& name : names()) QTest::newRow(qPrintable(name)) << name;
    }
    void compiles() {
        QFETCH(QString, name);
        QQmlEngine engine;
        desktop::equip(engine);
        QQmlComponent component(&engine, QUrl(desktop::moduleFolder() + name));
        if (component.errorString().contains(QLatin1String("pragma Singleton"))) return;
        QVERIFY2(component.isReady(), qPrintable(component.errorString()));
    }
    void allAreThere() {
        const QDir folder(QStringLiteral(SIDETONE_SOURCE_DIR "/apps/desktop/qml"));
        QCOMPARE(names(), folder.entryList({QStringLiteral("*.qml")}, QDir::Files));
    }
    void noPropertyLooksLikeAHandler() {
        static const QRegularExpression trap(QStringLiteral("property +\\S+ +on[A-Z]"));
        for (const auto& name : names()) {
            QFile file(QStringLiteral(":/qt/qml/Sidetone/") + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!QString::fromUtf8(file.readAll()).contains(trap), qPrintable(name));
        }
    }
    void iconsExist() {
        static const QRegularExpression use(
            QStringLiteral("(?:iconName|chosenIcon|icon|name): \"([a-z-]+)\""));
        for (const auto& name : names()) {
            QFile file(QStringLiteral(":/qt/qml/Sidetone/") + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto each = use.globalMatch(QString::fromUtf8(file.readAll()));
            while (each.hasNext()) {
                const auto icon = each.next().captured(1);
                const auto path = QStringLiteral(":/sidetone/icons/%1.svg").arg(icon);
                QVERIFY2(QFile::exists(path), qPrintable(name + u' ' + icon));
            }
        }
    }
};

QTEST_MAIN(FilesTest)
#include "FilesTest.moc"
