-- AlterTable
ALTER TABLE "message" ADD COLUMN     "changed_revision" INTEGER;
