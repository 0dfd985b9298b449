// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sstream>

#include "core/readAll.h"

using namespace sidetone::core;

class ReadAllTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyByte() {
        std::string text(100'000, 'x');
        text[17] = '\0';
        std::istringstream stream(text);
        QVERIFY(readAll(stream) == text);
        std::istringstream nothing;
        QCOMPARE(readAll(nothing), std::optional<std::string>(std::string()));
    }
    void whatCannotBeRead() {
        const QTemporaryDir folder;
        std::ifstream missing(folder.filePath(QStringLiteral("missing")).toStdString());
        QVERIFY(!readAll(missing));
        // It opens, and the reading fails.
        std::ifstream aFolder(folder.path().toStdString());
        QVERIFY(aFolder.is_open());
        QVERIFY(!readAll(aFolder));
    }
};

QTEST_GUILESS_MAIN(ReadAllTest)
#include "ReadAllTest.moc"
