// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

/// The order of dependency of docs/decisions.md: a room may use the rooms before it.
static const QStringList rooms{
    QStringLiteral("core"),      QStringLiteral("net"),    QStringLiteral("config"),
    QStringLiteral("store"),     QStringLiteral("signin"), QStringLiteral("xmpp"),
    QStringLiteral("media"),     QStringLiteral("sip"),    QStringLiteral("messaging"),
    QStringLiteral("directory"), QStringLiteral("mail"),   QStringLiteral("voicemail"),
    QStringLiteral("telephony"), QStringLiteral("client")};

/// Neighbours that do not know each other although the order would allow it.
static const QList<std::pair<QString, QString>> strangers{
    {QStringLiteral("xmpp"), QStringLiteral("signin")},
    {QStringLiteral("media"), QStringLiteral("xmpp")},
    {QStringLiteral("sip"), QStringLiteral("xmpp")},
    {QStringLiteral("sip"), QStringLiteral("store")},
    {QStringLiteral("messaging"), QStringLiteral("sip")},
    {QStringLiteral("messaging"), QStringLiteral("media")},
    {QStringLiteral("telephony"), QStringLiteral("xmpp")},
    {QStringLiteral("telephony"), QStringLiteral("messaging")}};

class RoomsTest : public QObject {
    Q_OBJECT

    static QStringList includesOf(const QString& path) {
        static const QRegularExpression include(QStringLiteral("^#include \"([a-z]+)/"),
                                                QRegularExpression::MultilineOption);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return {};
        QStringList used;
        auto match = include.globalMatch(QString::fromUtf8(file.readAll()));
        while (match.hasNext()) used << match.next().captured(1);
        return used;
    }

    static QStringList sourcesBelow(const QString& folder) {
        QStringList paths;
        QDirIterator each(QStringLiteral(SIDETONE_SOURCE_DIR "/") + folder,
                          {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (each.hasNext()) paths << each.next();
        return paths;
    }

private Q_SLOTS:
    void aRoomUsesOnlyRoomsAboveIt() {
        QStringList faults;
        int read = 0;
        for (const auto& room : rooms) {
            for (const auto& path : sourcesBelow(QStringLiteral("src/") + room)) {
                ++read;
                for (const auto& used : includesOf(path)) {
                    const bool known = rooms.contains(used);
                    const bool below = known && rooms.indexOf(used) > rooms.indexOf(room);
                    if (below || strangers.contains(std::pair(room, used))) {
                        faults << path + QStringLiteral(" uses ") + used;
                    }
                }
            }
        }
        QVERIFY(read > 20);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }

    void everyFolderOfTheLibraryIsARoom() {
        const auto folders = QDir(QStringLiteral(SIDETONE_SOURCE_DIR "/src"))
                                 .entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const auto& folder : folders) {
            QVERIFY2(rooms.contains(folder), qPrintable(folder));
        }
    }

    void theOfficeUsesOnlyTheFirstRooms() {
        const QStringList allowed{QStringLiteral("core"), QStringLiteral("net"),
                                  QStringLiteral("config")};
        QStringList faults;
        for (const auto& path : sourcesBelow(QStringLiteral("office"))) {
            for (const auto& used : includesOf(path)) {
                if (rooms.contains(used) && !allowed.contains(used)) {
                    faults << path + QStringLiteral(" uses ") + used;
                }
            }
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }

    void theLibraryHasNoWindow() {
        static const QRegularExpression window(
            QStringLiteral("#include <(QGui|QQuick|QQml|QWidget|QApplication|QImage|QPixmap)"));
        for (const auto& path : sourcesBelow(QStringLiteral("src"))) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!QString::fromUtf8(file.readAll()).contains(window), qPrintable(path));
        }
    }
};

QTEST_GUILESS_MAIN(RoomsTest)
#include "RoomsTest.moc"
